using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

internal sealed record SnapshotResource(string Type, string Id, string Name, JsonNode Node)
{
    public static SnapshotResource Parse(JsonNode node) => new(Text(node, "type"), Text(node, "id"), Text(node, "name"), node);

    /// <summary>Returns the value at a path below "properties" as JSON text, or "null" if there is none.</summary>
    public string Property(string path) => Find($"properties.{path}");

    public string Tag(string name) => Find($"tags.{name}");

    public string Find(string path)
    {
        var found = path.Split('.').Aggregate((JsonNode?)Node, (node, part) => (node as JsonObject)?[part]);
        return found?.ToJsonString().Trim('"') ?? "null";
    }

    private static string Text(JsonNode node, string name) =>
        node[name]?.GetValue<string>() ?? throw new InvalidDataException($"A predicted resource has no {name}.");
}
