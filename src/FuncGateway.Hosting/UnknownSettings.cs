using System.Reflection;
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
    private static readonly string[] ReadByName =
        [HostSettings.TablePrefix, $"{GatewayOptions.Section}:KeyVaultUri", $"{GatewayOptions.Section}:DataFolder", ConfigurationSecretSource.Section];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var known = ReadByName.Concat(sections.SelectMany(section => NamesOf(section.Name, section.Options))).ToArray();
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

    // A property without a setter is filled if it is a list or has options of its own; otherwise it is computed.
    private static IEnumerable<string> NamesOf(string section, Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || !property.PropertyType.IsValueType)
        .SelectMany(property => IsSection(property.PropertyType) ? NamesOf($"{section}:{property.Name}", property.PropertyType) : [$"{section}:{property.Name}"]);

    private static bool IsSection(Type type) => type is { IsClass: true } && type.Namespace?.StartsWith(nameof(FuncGateway), StringComparison.Ordinal) == true;

    [LoggerMessage(LogLevel.Warning, "The setting {Setting} is unknown and has no effect; local.settings.sample.json lists the known ones")]
    private partial void LogUnknown(string setting);
}

/// <summary>A section of the settings, and the options it is bound to.</summary>
internal sealed record SettingsSection(string Name, Type Options);
