using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;

namespace FuncGateway.Azure.Access;

/// <summary>The freeze as a row of the table <c>{prefix}Freeze</c>: calls are stopped while it exists.</summary>
internal sealed class TableFreezeStore(Tables tables) : IFreezeStore
{
    private const string Partition = "gateway";
    private const string RowKey = "freeze";
    private readonly StorageTable _table = tables.Get("Freeze");

    public async Task<Freeze?> FindAsync(CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, RowKey, cancellationToken) is { } row ? new(row.Time("Since"), row.Text("By"), row.GetString("Reason")) : null;

    public async Task<Freeze> AddAsync(Freeze freeze, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, RowKey) { ["Since"] = freeze.Since, ["By"] = freeze.By, ["Reason"] = freeze.Reason };
        while (true)
        {
            if (await _table.AddAsync(row, cancellationToken) == SaveResult.Saved)
            {
                return freeze;
            }

            // Null if the earlier freeze was lifted in the meantime: then this one is tried again.
            if (await FindAsync(cancellationToken) is { } earlier)
            {
                return earlier;
            }
        }
    }

    public async Task<bool> RemoveAsync(CancellationToken cancellationToken) =>
        await _table.DeleteAsync(Partition, RowKey, ETag.All, cancellationToken) == SaveResult.Saved;
}
