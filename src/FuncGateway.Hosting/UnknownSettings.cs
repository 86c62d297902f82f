using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>
/// Warns at start of settings that nothing reads. A misspelled one would otherwise leave its default in force without a word. Only names are logged,
/// because a value may be a credential.
/// </summary>
internal sealed partial class UnknownSettings(IConfiguration configuration, IEnumerable<SettingsSection> sections, ILogger<UnknownSettings> logger) : IHostedService
{
    /// <summary>Settings that are read by name rather than through options: by both hosts or by one of them.</summary>
    internal static readonly string[] ReadByName = [HostSettings.TablePrefix, $"{GatewayOptions.Section}:KeyVaultUri", $"{GatewayOptions.Section}:UpstreamKeyVaultUri", $"{GatewayOptions.Section}:DataFolder", $"{GatewayOptions.Section}:AzuritePort"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var known = ReadByName.Append(ConfigurationSecretSource.Section).Concat(sections.SelectMany(section => NamesOf(section.Name, section.Options))).ToArray();
        var unknown = configuration.AsEnumerable()
            .Where(setting => setting.Value is not null && IsBelow(setting.Key, GatewayOptions.Section))
            .Where(setting => !known.Any(name => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase) || IsBelow(setting.Key, name)))
            .Select(setting => setting.Key);
        foreach (var setting in unknown.Order(StringComparer.Ordinal))
        {
            LogUnknown(setting);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsBelow(string setting, string name) => setting.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> NamesOf(string section, Type options) => SettingProperties.Of(options)
        .SelectMany(property => SettingProperties.IsSection(property.PropertyType) ? NamesOf($"{section}:{property.Name}", property.PropertyType) : [$"{section}:{property.Name}"]);

    [LoggerMessage(LogLevel.Warning, "The setting {Setting} is unknown and has no effect; local.settings.sample.json lists the known ones")]
    private partial void LogUnknown(string setting);
}
