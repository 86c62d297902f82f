using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace FuncGateway.Hosting;

/// <summary>Tells where the value of a setting comes from.</summary>
internal sealed class SettingSources(IConfiguration configuration)
{
    private readonly IConfigurationProvider[] _newestFirst = [.. ProvidersOf(configuration).Reverse()];

    /// <summary>Returns the source with the highest precedence. A setting without a value counts as not set.</summary>
    public string Of(string setting)
    {
        foreach (var provider in _newestFirst)
        {
            if (provider.TryGet(setting, out var value) || provider.TryGet($"{setting}:0", out value))
            {
                return string.IsNullOrEmpty(value) ? NamedSettings.Default : NameOf(provider);
            }
        }

        return NamedSettings.Default;
    }

    private static string NameOf(IConfigurationProvider provider) => provider switch
    {
        NamedSettings.Provider named => named.Name,
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        _ => NamedSettings.Other,
    };

    private static IEnumerable<IConfigurationProvider> ProvidersOf(IConfiguration configuration) => configuration is IConfigurationRoot root
        ? root.Providers.SelectMany(provider => provider is ChainedConfigurationProvider chained ? ProvidersOf(chained.Configuration) : [provider])
        : [];
}
