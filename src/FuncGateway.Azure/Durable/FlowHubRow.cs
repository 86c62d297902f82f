using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>
/// The rows that all processes look at, in one partition. Events come before the flows they are for: a flow that is missing from the list
/// had ended when its event was read.
/// </summary>
internal static class FlowHubRow
{
    public const string Partition = "hub";
    public const string Events = "e:";
    public const string Processes = "p:";
    public const string Running = "r:";
    public const string AfterRunning = "r;";
    public const string Ended = "z:";

    public static string RunningKey(string instanceId) => Running + EntityKey.Encode(instanceId);

    public static string ProcessKey(string process) => Processes + process;

    public static string EventId(string instanceId, long stamp) =>
        string.Create(CultureInfo.InvariantCulture, $"{Events}{EntityKey.Encode(instanceId)}:{stamp:D19}:{Guid.NewGuid().ToString("N")[..8]}");

    public static string EndedBefore(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{Ended}{time.UtcTicks:D19}");

    public static TableEntity Write(FlowEvent raised)
    {
        var row = new TableEntity(Partition, raised.Id) { ["InstanceId"] = raised.InstanceId, ["Run"] = raised.Run, ["Name"] = raised.Name };
        FlowRow.WriteJson(row, raised.Json);
        return row;
    }

    public static FlowEvent ReadEvent(TableEntity row) =>
        new(row.RowKey, row.Text("InstanceId"), row.Text("Run"), row.Text("Name"), FlowRow.ReadJson(row) ?? throw row.Unreadable("payload"));

    public static TableEntity WriteRunning(string instanceId, string owner, DateTimeOffset since) =>
        new(Partition, RunningKey(instanceId)) { ["InstanceId"] = instanceId, ["Owner"] = owner, ["Since"] = since };

    public static RunningFlow ReadRunning(TableEntity row) => new(row.Text("InstanceId"), row.Text("Owner"), row.Time("Since"), VersionOf(row));

    public static TableEntity WriteProcess(string process, DateTimeOffset until) =>
        new(Partition, ProcessKey(process)) { ["Process"] = process, ["Until"] = until };

    public static ProcessLease ReadProcess(TableEntity row) => new(row.Text("Process"), row.Time("Until"), VersionOf(row));

    public static TableEntity WriteEnded(string instanceId, string run, DateTimeOffset endedAt) =>
        new(Partition, $"{EndedBefore(endedAt)}:{run}") { ["InstanceId"] = instanceId, ["Run"] = run };

    public static EndedFlow ReadEnded(TableEntity row) => new(row.RowKey, row.Text("InstanceId"), row.Text("Run"), VersionOf(row));

    private static RowVersion VersionOf(TableEntity row) => new(row.ETag.ToString());
}
