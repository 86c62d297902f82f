using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>What the processes share about the flows they run: which there are, who is alive, and which events were raised. One query reads it.</summary>
public sealed class FlowHubTable(Tables tables)
{
    private readonly GuardedTable _table = tables.Get("Flows");

    public async Task<FlowHub> ReadAsync(CancellationToken cancellationToken)
    {
        var events = new List<FlowEvent>();
        var processes = new List<ProcessLease>();
        var running = new List<RunningFlow>();
        await foreach (var row in ListAsync(FlowHubRow.Events, FlowHubRow.AfterRunning, cancellationToken))
        {
            switch (row.RowKey[..FlowHubRow.Events.Length])
            {
                case FlowHubRow.Events:
                    events.Add(FlowHubRow.ReadEvent(row));
                    break;
                case FlowHubRow.Processes:
                    processes.Add(FlowHubRow.ReadProcess(row));
                    break;
                case FlowHubRow.Running:
                    running.Add(FlowHubRow.ReadRunning(row));
                    break;
                default:
                    throw row.Unreadable(nameof(row.RowKey));
            }
        }

        return new(events, processes, running);
    }

    public Task RenewAsync(string process, DateTimeOffset until, CancellationToken cancellationToken) =>
        WriteAsync(FlowHubRow.WriteProcess(process, until), cancellationToken);

    /// <summary>Its flows are free for others at once.</summary>
    public Task LeaveAsync(string process, CancellationToken cancellationToken) => DeleteAsync(FlowHubRow.ProcessKey(process), ETag.All, cancellationToken);

    /// <summary>Forgets a process that did not renew its lease. It may still be alive, and then comes back.</summary>
    public Task ForgetAsync(ProcessLease lease, CancellationToken cancellationToken) =>
        DeleteAsync(FlowHubRow.ProcessKey(lease.Process), new ETag(lease.Version.Value), cancellationToken);

    /// <summary>Puts a flow on the list, before its head is written.</summary>
    public Task AnnounceAsync(string instanceId, DateTimeOffset since, CancellationToken cancellationToken) =>
        WriteAsync(FlowHubRow.WriteRunning(instanceId, "", since), cancellationToken);

    /// <summary>Puts a flow on the list if it is not there.</summary>
    public Task EnsureAnnouncedAsync(string instanceId, DateTimeOffset since, CancellationToken cancellationToken) =>
        _table.AddAsync(FlowHubRow.WriteRunning(instanceId, "", since), cancellationToken);

    /// <summary>Writes the owner on the list, unless the line has changed. Returns the line as it is now known.</summary>
    public async Task<RunningFlow> NoteOwnerAsync(RunningFlow running, string owner, CancellationToken cancellationToken)
    {
        var row = FlowHubRow.WriteRunning(running.InstanceId, owner, running.Since);
        var versions = await _table.TrySubmitAsync(
            [new(TableTransactionActionType.UpdateReplace, row, new ETag(running.Version.Value))], cancellationToken);
        return versions is null ? running : running with { Owner = owner, Version = new RowVersion(versions[0].ToString()) };
    }

    /// <summary>Takes a flow from the list, unless somebody has announced it anew.</summary>
    public Task RemoveAsync(RunningFlow running, CancellationToken cancellationToken) =>
        DeleteAsync(FlowHubRow.RunningKey(running.InstanceId), new ETag(running.Version.Value), cancellationToken);

    /// <param name="stamp">Sorts the events of one instance.</param>
    public Task RaiseAsync(FlowHead head, long stamp, string name, string json, CancellationToken cancellationToken) =>
        _table.AddAsync(FlowHubRow.Write(new FlowEvent(FlowHubRow.EventId(head.InstanceId, stamp), head.InstanceId, head.Run, name, json)), cancellationToken);

    public Task RemoveAsync(FlowEvent raised, CancellationToken cancellationToken) => DeleteAsync(raised.Id, ETag.All, cancellationToken);

    /// <summary>Remembers that there is something to purge.</summary>
    public Task NoteEndedAsync(string instanceId, string run, DateTimeOffset endedAt, CancellationToken cancellationToken) =>
        WriteAsync(FlowHubRow.WriteEnded(instanceId, run, endedAt), cancellationToken);

    public async IAsyncEnumerable<EndedFlow> ListEndedAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListAsync(FlowHubRow.Ended, FlowHubRow.EndedBefore(before), cancellationToken))
        {
            yield return FlowHubRow.ReadEnded(row);
        }
    }

    public Task RemoveAsync(EndedFlow ended, CancellationToken cancellationToken) => DeleteAsync(ended.Key, new ETag(ended.Version.Value), cancellationToken);

    private Task<SaveResult> WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        _table.SubmitAsync([new(TableTransactionActionType.UpsertReplace, row)], cancellationToken);

    private Task<SaveResult> DeleteAsync(string key, ETag version, CancellationToken cancellationToken) =>
        _table.DeleteAsync(FlowHubRow.Partition, key, version, cancellationToken);

    private IAsyncEnumerable<TableEntity> ListAsync(string from, string before, CancellationToken cancellationToken) =>
        _table.ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {FlowHubRow.Partition} and RowKey ge {from} and RowKey lt {before}"), cancellationToken);
}
