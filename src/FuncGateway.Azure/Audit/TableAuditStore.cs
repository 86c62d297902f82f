using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>The audit in the table <c>{prefix}Audit</c>: a partition for each stream and day, with records and heads, and one for the register of chains.</summary>
internal sealed class TableAuditStore(Tables tables) : IAuditStore
{
    private readonly StorageTable _table = tables.Get("Audit");

    public async Task<RowVersion?> AppendAsync(ChainHead next, RowVersion? expected, IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        var head = AuditTableRow.Write(next);
        TableTransactionAction move = expected is { } version
            ? new(TableTransactionActionType.UpdateReplace, head, new ETag(version.Value))
            : new(TableTransactionActionType.Add, head);
        var added = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, AuditTableRow.Write(row)));
        return await _table.TrySubmitAsync([move, .. added], cancellationToken) is [var moved, ..] ? new RowVersion(moved.ToString()) : null;
    }

    public async Task<Stored<ChainHead>?> FindHeadAsync(ChainName chain, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(AuditTableKeys.Day(chain.Stream, chain.Day), AuditTableKeys.Head(chain), cancellationToken);
        return row is null ? null : new(AuditTableRow.ReadHead(row, chain.Stream, chain.Day), new RowVersion(row.ETag.ToString()));
    }

    public async IAsyncEnumerable<ChainHead> ListHeadsAsync(AuditStream stream, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListAsync(AuditTableKeys.Day(stream, day), AuditTableKeys.HeadPrefix, null, null, null, cancellationToken))
        {
            yield return AuditTableRow.ReadHead(row, stream, day);
        }
    }

    public async Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken)
    {
        var (from, before) = (AuditTableKeys.DayPrefix(stream, newest), $"{AuditTableKeys.StreamName(stream)}_{AuditTableKeys.After}");
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {before}"), cancellationToken, pageSize: 1))
        {
            return AuditTableKeys.DayOf(row.PartitionKey);
        }

        return null;
    }

    public async IAsyncEnumerable<AuditRow> ListRowsAsync(
        AuditStream stream, DateOnly day, AuditPart part, string? after, string? before, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListAsync(AuditTableKeys.Day(stream, day), AuditKey.PrefixOf(part), after, before, pageSize, cancellationToken))
        {
            yield return AuditTableRow.Read(row, stream, day);
        }
    }

    public async IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(bool onlyOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListAsync(AuditTableKeys.Register, onlyOpen ? AuditTableKeys.OpenPrefix : "", null, null, null, cancellationToken))
        {
            if (AuditTableRow.ReadRecord(row) is { } record)
            {
                yield return new(record, new RowVersion(row.ETag.ToString()));
            }
        }
    }

    public Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken)
    {
        var row = AuditTableRow.Write(record);
        return (record.State, version) switch
        {
            (_, null) => _table.AddAsync(row, cancellationToken),
            (ChainState.Closed, { } open) => _table.SubmitAsync(
                [
                    new(TableTransactionActionType.Delete, new TableEntity(AuditTableKeys.Register, AuditTableKeys.Open(record.Chain)), new ETag(open.Value)),
                    new(TableTransactionActionType.Add, row),
                ],
                cancellationToken),
            (_, { } known) => _table.ReplaceAsync(row, new ETag(known.Value), cancellationToken),
        };
    }

    public async Task<int> DeleteDayAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        var (partition, deleted) = (AuditTableKeys.Day(stream, day), 0);
        await foreach (var chunk in ListAsync(partition, "", null, null, null, cancellationToken).Chunk(StorageTable.MaxChanges).WithCancellation(cancellationToken))
        {
            var changes = chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All));

            // A conflict means that another process is deleting the same day; the next run deletes what is left.
            if (await _table.SubmitAsync([.. changes], cancellationToken) == SaveResult.Saved)
            {
                deleted += chunk.Count(row => !row.RowKey.StartsWith(AuditTableKeys.HeadPrefix, StringComparison.Ordinal));
            }
        }

        return deleted;
    }

    private IAsyncEnumerable<TableEntity> ListAsync(string partition, string prefix, string? after, string? before, int? pageSize, CancellationToken cancellationToken)
    {
        var (from, to) = (after ?? prefix, before ?? prefix + AuditTableKeys.After);
        return _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}"), cancellationToken, pageSize);
    }
}
