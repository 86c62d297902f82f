using System.Globalization;
using System.Reflection;
using FuncGateway.Admin.Settings;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Hosting;

/// <summary>Lists the settings of the options as they were bound, and those that are read by name.</summary>
internal sealed class SettingsInForce(HostKind host, IConfiguration configuration, IEnumerable<SettingsSection> sections, IServiceProvider services) : ISettingsInForce
{
    private const string Hidden = "(set)";
    private readonly SettingSources _sources = new(configuration);

    public HostKind Host => host;

    public IReadOnlyList<SettingInForce> List() =>
    [
        .. sections.SelectMany(section => ListOf(section.Name, section.Read(services)))
            .Concat(ListByName())
            .Concat(ListSecrets())
            .OrderBy(setting => setting.Name, StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> SecretNames() => CheckedSecrets.NamesIn(configuration);

    private IEnumerable<SettingInForce> ListOf(string section, object options) => SettingProperties.Of(options.GetType()).SelectMany(property =>
    {
        var (name, value) = ($"{section}:{property.Name}", property.GetValue(options));
        return value is not null && SettingProperties.IsSection(property.PropertyType)
            ? ListOf(name, value)
            : [Show(name, TextOf(value), property.IsDefined(typeof(SecretSettingAttribute)) || value is Uri { IsAbsoluteUri: true, UserInfo.Length: > 0 })];
    });

    private IEnumerable<SettingInForce> ListByName() => UnknownSettings.ReadByName
        .Where(name => configuration.Find(name) is not null || name == HostSettings.TablePrefix)
        .Select(name => Show(name, configuration.Find(name) ?? StorageOptions.DefaultTablePrefix, isSecret: false));

    private IEnumerable<SettingInForce> ListSecrets() => configuration.GetSection(ConfigurationSecretSource.Section).GetChildren()
        .Where(secret => secret.Value is { Length: > 0 })
        .Select(secret => Show(secret.Path, secret.Value ?? "", isSecret: true));

    // The name of a secret is not one. Configuration ignores case, so a name is shown as it is documented.
    private SettingInForce Show(string name, string value, bool isSecret) =>
        new(name, isSecret && value.Length > 0 && !SecretReference.TryParse(value, out _) ? Hidden : value, _sources.Of(name), isSecret);

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable<string> texts => string.Join(", ", texts),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
