using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Policies;

/// <summary>
/// The rows of a policy, in the partition of its server. Each revision is written once, under a descending number, so that the newest
/// comes first. The current one is also written under a key of its own, so that it can be read directly. When a
/// policy is retired, that row keeps its number and loses its document. The invariants of the server are one more row.
/// </summary>
internal static class PolicyRow
{
    public const string NumberProperty = "Number";
    public const string RetiredProperty = "RetiredAt";

    // Ids contain no '_', so no policy's keys share a prefix with another's. '~' sorts after every character in ids and numbers.
    public const string CurrentPrefix = "current_";
    public const string AfterCurrent = "current_~";
    public const string InvariantsKey = "invariants";
    private const string DocumentProperty = "Document";

    public static string CurrentKey(PolicyId policy) => $"{CurrentPrefix}{policy}";

    public static string RevisionKey(PolicyId policy, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"revision_{policy}_{int.MaxValue - number:D10}");

    public static string RevisionPrefix(PolicyId policy) => $"revision_{policy}_";

    public static string AfterRevisions(PolicyId policy) => $"revision_{policy}_~";

    public static TableEntity Write(PolicyRevision revision, string rowKey)
    {
        var row = new TableEntity(revision.Server.Value, rowKey)
        {
            ["Policy"] = revision.Policy.Value,
            [NumberProperty] = revision.Number,
            ["CreatedAt"] = revision.CreatedAt,
            ["By"] = revision.By,
            ["RestoredFrom"] = revision.RestoredFrom,
            ["Note"] = revision.Note,
            ["Publication"] = revision.Publication,
        };
        row.WriteChunks(DocumentProperty, revision.Document);
        return row;
    }

    public static TableEntity WriteRetired(ServerId server, PolicyId policy, int number, DateTimeOffset at) => new(server.Value, CurrentKey(policy))
    {
        ["Policy"] = policy.Value,
        [NumberProperty] = number,
        [RetiredProperty] = at,
    };

    public static TableEntity Write(ServerId server, AttachedInvariants invariants)
    {
        var row = new TableEntity(server.Value, InvariantsKey) { ["CreatedAt"] = invariants.At, ["By"] = invariants.By };
        row.WriteChunks(DocumentProperty, invariants.Document);
        return row;
    }

    public static AttachedInvariants ReadInvariants(TableEntity row) => new(row.ReadChunks(DocumentProperty), row.Time("CreatedAt"), row.Text("By"));

    public static bool IsRetired(TableEntity row) => row.ContainsKey(RetiredProperty);

    public static PolicyRevision Read(TableEntity row) => new(
        row.Id<ServerId>(nameof(row.PartitionKey), ServerId.TryParse),
        row.Id<PolicyId>("Policy", PolicyId.TryParse),
        row.Number(NumberProperty),
        row.ReadChunks(DocumentProperty),
        row.Time("CreatedAt"),
        row.Text("By"),
        row.GetInt32("RestoredFrom"))
    {
        Note = row.GetString("Note"),
        Publication = row.GetString("Publication"),
    };
}
