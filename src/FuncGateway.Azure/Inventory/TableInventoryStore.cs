using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Inventory;

/// <summary>Inventories and snapshots in the table <c>{prefix}Inventory</c>; see <see cref="InventoryRow"/> and <see cref="SnapshotRows"/> for its rows.</summary>
internal sealed class TableInventoryStore(Tables tables) : IInventoryStore
{
    private readonly StorageTable _table = tables.Get("Inventory");

    public async Task<Stored<ServerInventory>?> FindAsync(ServerId server, CancellationToken cancellationToken) =>
        await _table.FindAsync(server.Value, InventoryRow.Key, cancellationToken) is { } row ? InventoryRow.Read(row) : null;

    public async Task<RowVersion?> FindVersionAsync(ServerId server, CancellationToken cancellationToken) =>
        await _table.FindAsync(server.Value, InventoryRow.Key, cancellationToken, [nameof(TableEntity.RowKey)]) is { } row ? new RowVersion(row.ETag.ToString()) : null;

    public Task<SaveResult> SaveAsync(ServerInventory inventory, RowVersion? version, CancellationToken cancellationToken) => version is { } known
        ? _table.ReplaceAsync(InventoryRow.Write(inventory), new ETag(known.Value), cancellationToken)
        : _table.AddAsync(InventoryRow.Write(inventory), cancellationToken);

    public async Task<SaveResult> AddSnapshotAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var writer = Guid.NewGuid().ToString("N");
        var (content, head) = SnapshotRows.Write(snapshot, writer);
        foreach (var row in content)
        {
            await _table.UpsertAsync(row, cancellationToken);
        }

        var result = await _table.AddAsync(head, cancellationToken);
        if (result == SaveResult.Conflict && (await FindHeadAsync(snapshot.Server, snapshot.Number, cancellationToken)) is { } stored && SnapshotRows.WriterOf(stored) == writer)
        {
            // The conflict was with this very row: a write is repeated if its response is lost.
            return SaveResult.Saved;
        }

        if (result == SaveResult.Conflict)
        {
            await DeleteContentAsync(snapshot.Server, writer, cancellationToken);
        }

        return result;
    }

    public async Task<Snapshot?> FindSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken)
    {
        if (number <= 0 || await FindHeadAsync(server, number, cancellationToken) is not { } head)
        {
            return null;
        }

        return SnapshotRows.Read(head, await ListContent(server, SnapshotRows.WriterOf(head), cancellationToken).ToListAsync(cancellationToken));
    }

    public async IAsyncEnumerable<SnapshotSummary> ListSnapshotsAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, end) = (SnapshotRows.Prefix, SnapshotRows.AfterPrefix);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {server.Value} and RowKey ge {from} and RowKey lt {end}");
        await foreach (var head in _table.ListAsync(filter, cancellationToken))
        {
            yield return SnapshotRows.ReadSummary(head);
        }
    }

    public async Task DeleteSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken)
    {
        if (number > 0 && await FindHeadAsync(server, number, cancellationToken) is { } head)
        {
            await _table.DeleteAsync(server.Value, head.RowKey, ETag.All, cancellationToken);
            await DeleteContentAsync(server, SnapshotRows.WriterOf(head), cancellationToken);
        }
    }

    public async Task DeleteAsync(ServerId server, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {server.Value}"), cancellationToken, select: [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)]))
        {
            await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private Task<TableEntity?> FindHeadAsync(ServerId server, int number, CancellationToken cancellationToken) =>
        _table.FindAsync(server.Value, SnapshotRows.KeyOf(number), cancellationToken);

    private IAsyncEnumerable<TableEntity> ListContent(ServerId server, string writer, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var (from, end) = (SnapshotRows.ContentPrefix(writer), SnapshotRows.AfterContent(writer));
        return _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {server.Value} and RowKey ge {from} and RowKey lt {end}"), cancellationToken, select: select);
    }

    private async Task DeleteContentAsync(ServerId server, string writer, CancellationToken cancellationToken)
    {
        await foreach (var row in ListContent(server, writer, cancellationToken, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)]))
        {
            await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }
}
