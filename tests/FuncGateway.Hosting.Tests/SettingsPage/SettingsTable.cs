using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting.Tests.SettingsPage;

/// <summary>The tables of <c>docs/operate/settings.md</c>, made from the options classes: a table for each section.</summary>
internal static class SettingsTable
{
    private const string Head = "| Setting | Default | Accepted | Meaning |\n| --- | --- | --- | --- |\n";

    public static string Write()
    {
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddSingleton(TimeProvider.System).AddGatewaySettings().BuildServiceProvider();
        var sections = services.GetServices<SettingsSection>().SelectMany(section => RowsOf(section.Name, section.Read(services))).ToLookup(row => row.Section, row => row.Text);
        return string.Join("\n", sections.OrderBy(section => section.Key, StringComparer.Ordinal).Select(section => $"### {section.Key}\n\n{Head}{string.Concat(section)}"));
    }

    private static IEnumerable<(string Section, string Text)> RowsOf(string section, object options) => SettingProperties.Of(options.GetType()).SelectMany(property =>
        property.GetValue(options) is { } value && SettingProperties.IsSection(property.PropertyType)
            ? RowsOf($"{section}:{property.Name}", value)
            : [(section, Row(section, property, property.GetValue(options)))]);

    private static string Row(string section, PropertyInfo property, object? value)
    {
        var name = $"{section}:{property.Name}".Replace(":", "__", StringComparison.Ordinal) + (IsList(property) ? "__0" : "");
        return $"| `{name}` | {Default(value)} | {Accepted(property)} | {Meanings.Of(property)} |\n";
    }

    private static bool IsList(PropertyInfo property) => property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)) && property.PropertyType != typeof(string);

    private static string Default(object? value) => value switch
    {
        null or "" or IEnumerable<string> => "",
        bool flag => flag ? "`true`" : "`false`",
        IFormattable formattable => $"`{formattable.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string Accepted(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return (property.GetCustomAttribute<RangeAttribute>(), property.IsDefined(typeof(SecretSettingAttribute))) switch
        {
            ({ } range, _) => $"`{range.Minimum}` to `{range.Maximum}`",
            (_, true) => "a secret",
            _ when type.IsEnum => string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
            _ when type == typeof(bool) => "`true`, `false`",
            _ when type == typeof(Uri) => "a URL",
            _ when IsList(property) => "a list: `…__0`, `…__1`",
            _ => "text",
        };
    }
}
