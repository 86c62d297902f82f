using System.Reflection;

namespace FuncGateway.Hosting;

/// <summary>Finds the settings that options are bound to.</summary>
internal static class SettingProperties
{
    // A property without a setter is filled if it is a list or has options of its own; otherwise it is computed.
    public static IEnumerable<PropertyInfo> Of(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite || !property.PropertyType.IsValueType);

    /// <summary>Whether a property has settings of its own.</summary>
    public static bool IsSection(Type type) => type is { IsClass: true } && type.Namespace?.StartsWith(nameof(FuncGateway), StringComparison.Ordinal) == true;
}

/// <summary>A section of the settings, and the options it is bound to.</summary>
/// <param name="Read">Returns the options in force.</param>
internal sealed record SettingsSection(string Name, Type Options, Func<IServiceProvider, object> Read);
