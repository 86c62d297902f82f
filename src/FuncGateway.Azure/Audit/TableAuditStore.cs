using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>The audit in the table <c>{prefix}AuditBlocks</c>: a partition for each chain, with its blocks, and one for each stream and day, with the register of chains.</summary>
internal sealed class TableAuditStore(Tables tables) : IAuditStore
{
    private readonly StorageTable _table = tables.Get("AuditBlocks");

    public Task<SaveResult> AddBlockAsync(AuditBlock block, CancellationToken cancellationToken) => _table.AddAsync(BlockRow.Write(block), cancellationToken);

    public async Task<AuditBlock?> FindBlockAsync(ChainName chain, int number, CancellationToken cancellationToken) =>
        await _table.FindAsync(AuditTableKeys.Blocks(chain), AuditTableKeys.Number(number), cancellationToken) is { } row ? BlockRow.Read(row, chain) : null;

    public async IAsyncEnumerable<AuditBlock> ListBlocksAsync(ChainName chain, BlockRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {AuditTableKeys.Blocks(chain)}");
        filter += range.After > 0 ? " and " + TableClient.CreateQueryFilter($"RowKey lt {AuditTableKeys.Number(range.After)}") : "";
        filter += range.Through < int.MaxValue ? " and " + TableClient.CreateQueryFilter($"RowKey ge {AuditTableKeys.Number(range.Through)}") : "";
        filter += range.From is { } from ? " and " + TableClient.CreateQueryFilter($"Through ge {from}") : "";
        filter += range.To is { } to ? " and " + TableClient.CreateQueryFilter($"First lt {to}") : "";
        await foreach (var row in _table.ListAsync(filter, cancellationToken, range.PageSize, range.WithLines ? null : BlockRow.WithoutLines))
        {
            yield return BlockRow.Read(row, chain);
        }
    }

    public async IAsyncEnumerable<ChainName> ListWrittenChainsAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The partitions are found one after another: the first row after the end of the one before.
        var (after, end) = (AuditTableKeys.BlocksOf(stream), AuditTableKeys.BlocksOf(stream) + AuditTableKeys.After);
        while (await FindFirstAsync(TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {end}"), cancellationToken) is { } row)
        {
            if (AuditTableKeys.ChainOf(row.PartitionKey) is { } chain)
            {
                yield return chain;
            }

            after = row.PartitionKey;
        }
    }

    public async Task<int> DeleteBlocksAsync(ChainName chain, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var blocks = _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {AuditTableKeys.Blocks(chain)}"), cancellationToken, select: BlockRow.WithoutLines);
        await foreach (var chunk in blocks.Chunk(StorageTable.MaxChanges).WithCancellation(cancellationToken))
        {
            var changes = chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All));

            // A conflict means that another process is deleting the same chain; the next run deletes what is left.
            if (await _table.SubmitAsync([.. changes], cancellationToken) == SaveResult.Saved)
            {
                deleted += chunk.Sum(row => BlockDetails.Read(BlockRow.Read(row, chain).Details)?.Records ?? 0);
            }
        }

        return deleted;
    }

    public async Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken)
    {
        var (from, before) = (AuditTableKeys.RegisterFrom(stream, newest), AuditTableKeys.RegisterEnd(stream));
        var row = await FindFirstAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {before}"), cancellationToken);
        return row is null ? null : AuditTableKeys.ChainOf(row.PartitionKey, row.RowKey)?.Day;
    }

    public async IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(AuditStream stream, DateOnly oldest, DateOnly newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = (AuditTableKeys.RegisterFrom(stream, newest), AuditTableKeys.RegisterFrom(stream, oldest) + AuditTableKeys.After);
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}"), cancellationToken))
        {
            if (ChainRow.Read(row) is { } record)
            {
                yield return new(record, new RowVersion(row.ETag.ToString()));
            }
        }
    }

    public Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken)
    {
        var row = ChainRow.Write(record);
        return version is { } known ? _table.ReplaceAsync(row, new ETag(known.Value), cancellationToken) : _table.AddAsync(row, cancellationToken);
    }

    private async Task<TableEntity?> FindFirstAsync(string filter, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ListAsync(filter, cancellationToken, pageSize: 1, select: ["PartitionKey", "RowKey"]))
        {
            return row;
        }

        return null;
    }
}
