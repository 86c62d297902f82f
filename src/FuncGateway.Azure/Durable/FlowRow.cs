using System.Text;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>The rows of one instance, in a partition of their own: its head, and the entries of its runs by number.</summary>
internal static class FlowRow
{
    public const string HeadKey = "head";

    public static string Partition(string instanceId) => "i:" + EntityKey.Encode(instanceId);

    public static string FirstEntry(string run) => $"h:{run}:";

    // ';' is the character after ':'.
    public static string AfterEntries(string run) => $"h:{run};";

    public static TableEntity Write(FlowHead head) => new(Partition(head.InstanceId), HeadKey)
    {
        ["InstanceId"] = head.InstanceId,
        ["Flow"] = head.Flow,
        ["Run"] = head.Run,
        ["Owner"] = head.Owner,
        ["Status"] = head.Status.ToString(),
        ["Entries"] = head.Entries,
        ["EndedAt"] = head.EndedAt,
        ["Problem"] = head.Problem,
    };

    public static Stored<FlowHead> ReadHead(TableEntity row) => new(
        new(
            row.Text("InstanceId"),
            row.Text("Flow"),
            row.Text("Run"),
            row.Text("Owner"),
            row.Case<FlowStatus>("Status"),
            row.Number("Entries"),
            row.GetDateTimeOffset("EndedAt"),
            row.Text("Problem")),
        new RowVersion(row.ETag.ToString()));

    public static TableEntity Write(FlowHead head, FlowEntry entry)
    {
        var row = new TableEntity(Partition(head.InstanceId), FormattableString.Invariant($"{FirstEntry(head.Run)}{head.Entries - 1:D8}"))
        {
            ["Kind"] = entry.Kind.ToString(),
            ["Name"] = entry.Name,
            ["At"] = entry.At,
            ["Due"] = entry.Due,
            ["EventId"] = entry.EventId,
        };
        WriteJson(row, entry.Json);
        return row;
    }

    public static FlowEntry ReadEntry(TableEntity row) => new(
        row.Case<FlowEntryKind>("Kind"), row.Text("Name"), row.Time("At"), row.GetDateTimeOffset("Due"), ReadJson(row), row.GetString("EventId"));

    public static void WriteJson(TableEntity row, string? json)
    {
        if (json is not null)
        {
            row.WriteChunks("Json", Encoding.UTF8.GetBytes(json));
        }
    }

    public static string? ReadJson(TableEntity row) =>
        row.ContainsKey("JsonLength") ? Encoding.UTF8.GetString(row.ReadChunks("Json")) : null;

    private static T Case<T>(this TableEntity row, string property)
        where T : struct, Enum =>
        Enum.TryParse<T>(row.Text(property), out var value) ? value : throw row.Unreadable(property);
}
