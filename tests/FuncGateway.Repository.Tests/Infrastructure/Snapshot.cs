using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The resources that a deployment would create, as predicted by the Bicep compiler.</summary>
internal sealed record Snapshot(IReadOnlyList<SnapshotResource> Resources, IReadOnlyList<string> Diagnostics, IReadOnlyList<string> Outputs, string Text)
{
    public static Snapshot Empty { get; } = new([], [], [], "");

    public static Snapshot Parse(string json)
    {
        var root = JsonNode.Parse(json)?.AsObject() ?? throw new InvalidDataException("The snapshot is empty.");
        return new Snapshot(
            [.. Items(root, "predictedResources").Select(SnapshotResource.Parse)],
            [.. Items(root, "diagnostics").Select(each => each.ToJsonString())],
            [.. root["outputs"]?.AsObject().Select(each => each.Key) ?? []],
            json);
    }

    public IEnumerable<SnapshotResource> OfType(string type) => Resources.Where(each => each.Type == type);

    public SnapshotResource Single(string type) => Assert.Single(OfType(type));

    private static IEnumerable<JsonNode> Items(JsonObject root, string name) =>
        (root[name]?.AsArray() ?? throw new InvalidDataException($"The snapshot has no {name}.")).OfType<JsonNode>();
}
