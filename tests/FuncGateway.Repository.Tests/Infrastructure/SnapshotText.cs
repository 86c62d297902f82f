using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>A snapshot as text that people can compare: each resource with its properties, a line each.</summary>
internal static class SnapshotText
{
    // Said of every resource, or by the heading.
    private static readonly string[] Omitted = ["id", "type", "name", "apiVersion", "tags", "location", "dependsOn", "scope"];

    public static string Of(Snapshot snapshot) => string.Join(
        "\n",
        snapshot.Resources.OrderBy(each => each.Type, StringComparer.Ordinal).ThenBy(each => each.Name, StringComparer.Ordinal).Select(Of).Append($"Outputs: {string.Join(", ", snapshot.Outputs.Order(StringComparer.Ordinal))}\n"));

    private static string Of(SnapshotResource resource) =>
        $"{resource.Type} {resource.Name}\n{string.Concat(resource.Node.AsObject().Where(each => !Omitted.Contains(each.Key)).SelectMany(each => Lines(each.Key, each.Value)).Order(StringComparer.Ordinal).Select(line => $"  {line}\n"))}";

    private static IEnumerable<string> Lines(string path, JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(each => Lines($"{path}.{each.Key}", each.Value)),
        JsonArray { Count: > 0 } items => items.SelectMany((each, index) => Lines($"{path}[{index}]", each)),
        JsonValue value when value.TryGetValue<string>(out var text) => [$"{path} = {text}"],
        _ => [$"{path} = {node?.ToJsonString() ?? "null"}"],
    };
}
