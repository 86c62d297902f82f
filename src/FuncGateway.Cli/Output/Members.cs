using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Output;

/// <summary>Reads members of the gateway's answers.</summary>
internal static class Members
{
    public static string IdOf(JsonNode item) => TextOf(item, "id");

    /// <summary>The member as text; empty if it is absent or null.</summary>
    public static string TextOf(JsonNode? item, string member) => Column.TextOf((item as JsonObject)?[member]);

    /// <summary>The items of a list; none if it is absent or null.</summary>
    public static JsonArray ListOf(JsonNode? item, string member) => (item as JsonObject)?[member] as JsonArray ?? [];
}
