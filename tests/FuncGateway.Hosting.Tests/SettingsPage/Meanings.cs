using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FuncGateway.Hosting.Tests.SettingsPage;

/// <summary>What the comments in the code say of a property, as Markdown.</summary>
internal static partial class Meanings
{
    public static string Of(PropertyInfo property) => MembersOf(property).SingleOrDefault(member => (string?)member.Attribute("name") == $"P:{property.DeclaringType?.FullName}.{property.Name}")?.Element("summary") is { } summary
        ? Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)
        : throw new InvalidDataException($"{property.DeclaringType}.{property.Name} has no comment for the page.");

    private static IEnumerable<XElement> MembersOf(PropertyInfo property) =>
        XDocument.Load(Path.ChangeExtension(property.DeclaringType?.Assembly.Location ?? "", ".xml")).Descendants("member");

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        // The last part of P:FuncGateway.Core.GatewayOptions.KeepAlive.
        XElement { Name.LocalName: "see" } see => $"`{((string?)see.Attribute("cref") ?? "").Split('.')[^1]}`",
        _ => throw new InvalidDataException($"The page does not know how to show {node}."),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
