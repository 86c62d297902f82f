using System.Text;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>The heads and histories of the local runtime's flows, in the table <c>{prefix}Flows</c>; see <see cref="FlowRow"/>.</summary>
public sealed class FlowTable(Tables tables)
{
    /// <summary>The longest input, payload or result. A row takes 1 MiB and has other properties too.</summary>
    public const int MaxJsonBytes = 512 * 1024;

    private readonly GuardedTable _table = tables.Get("Flows");

    /// <exception cref="ArgumentException">It is too long to be kept.</exception>
    public static string Check(string json) => Encoding.UTF8.GetByteCount(json) is var bytes and > MaxJsonBytes
        ? throw new ArgumentException($"An input, event or result has {bytes} bytes of JSON; a flow takes at most {MaxJsonBytes}.", nameof(json))
        : json;

    public async Task<Stored<FlowHead>?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(FlowRow.Partition(instanceId), FlowRow.HeadKey, cancellationToken);
        return row is null ? null : FlowRow.ReadHead(row);
    }

    public async Task<IReadOnlyList<FlowEntry>> ReadHistoryAsync(FlowHead head, CancellationToken cancellationToken)
    {
        var entries = new List<FlowEntry>();
        await foreach (var row in ListEntriesAsync(head.InstanceId, head.Run, cancellationToken))
        {
            entries.Add(FlowRow.ReadEntry(row));
        }

        return entries;
    }

    /// <summary>The head, and with it the next entry of the history, or neither. Null when the head is no longer the one that was read.</summary>
    /// <param name="version">As read; null when there was no head.</param>
    public async Task<Stored<FlowHead>?> SaveAsync(FlowHead head, FlowEntry? entry, RowVersion? version, CancellationToken cancellationToken)
    {
        var next = entry is null ? head : head with { Entries = head.Entries + 1 };
        var row = FlowRow.Write(next);
        var changes = new List<TableTransactionAction>
        {
            version is { } read ? new(TableTransactionActionType.UpdateReplace, row, new ETag(read.Value)) : new(TableTransactionActionType.Add, row),
        };
        if (entry is not null)
        {
            changes.Add(new(TableTransactionActionType.Add, FlowRow.Write(next, entry)));
        }

        var versions = await _table.TrySubmitAsync(changes, cancellationToken);
        return versions is null ? null : new(next, new RowVersion(versions[0].ToString()));
    }

    /// <summary>Removes what is kept of a run that has ended. A later run of the same id stays.</summary>
    public async Task PurgeAsync(string instanceId, string run, CancellationToken cancellationToken)
    {
        var entries = new List<TableTransactionAction>();
        await foreach (var row in ListEntriesAsync(instanceId, run, cancellationToken))
        {
            entries.Add(new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All));
        }

        foreach (var part in entries.Chunk(TableGuard.MaxChanges))
        {
            await _table.SubmitAsync(part, cancellationToken);
        }

        if (await FindAsync(instanceId, cancellationToken) is { Value: { Status: not FlowStatus.Running } head, Version: var version } && head.Run == run)
        {
            await _table.DeleteAsync(FlowRow.Partition(instanceId), FlowRow.HeadKey, new ETag(version.Value), cancellationToken);
        }
    }

    private IAsyncEnumerable<TableEntity> ListEntriesAsync(string instanceId, string run, CancellationToken cancellationToken) =>
        _table.ListAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {FlowRow.Partition(instanceId)} and RowKey ge {FlowRow.FirstEntry(run)} and RowKey lt {FlowRow.AfterEntries(run)}"),
            cancellationToken);
}
