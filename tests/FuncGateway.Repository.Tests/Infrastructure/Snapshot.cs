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

    public SnapshotResource Storage => Named(Types.Storage, "st", except: "stpkg");

    /// <summary>The account of the deployed package.</summary>
    public SnapshotResource PackageStorage => Named(Types.Storage, "stpkg");

    /// <summary>The vault of the gateway's own keys.</summary>
    public SnapshotResource Vault => Named(Types.Vault, "kv-");

    /// <summary>The vault of the credentials of servers.</summary>
    public SnapshotResource UpstreamVault => Named(Types.Vault, "kvu-");

    /// <summary>The identity that the app acts as.</summary>
    public SnapshotResource Identity => Named(Types.Identity, "id-", except: "id-deploy-");

    /// <summary>The identity that reads and writes the package.</summary>
    public SnapshotResource DeploymentIdentity => Named(Types.Identity, "id-deploy-");

    public SnapshotResource Single(string type) => Assert.Single(OfType(type));

    private SnapshotResource Named(string type, string prefix, string except = "/") => Assert.Single(
        OfType(type), each => each.Name.StartsWith(prefix, StringComparison.Ordinal) && !each.Name.StartsWith(except, StringComparison.Ordinal));

    private static IEnumerable<JsonNode> Items(JsonObject root, string name) =>
        (root[name]?.AsArray() ?? throw new InvalidDataException($"The snapshot has no {name}.")).OfType<JsonNode>();
}
