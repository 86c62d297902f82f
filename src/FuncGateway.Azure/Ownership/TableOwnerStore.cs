using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Ownership;

namespace FuncGateway.Azure.Ownership;

/// <summary>The table <c>{prefix}Owners</c>: one partition per server, one row per owned value, keyed by its hash.</summary>
internal sealed class TableOwnerStore(Tables tables) : IOwnerStore
{
    private const string GrantProperty = "Grant";
    private const string ExpiresAtProperty = "ExpiresAt";
    private readonly StorageTable _table = tables.Get("Owners");

    public async Task<Owner?> FindAsync(OwnedKey owned, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(owned.Server.Value, owned.Hash, cancellationToken);
        return row is null ? null : new Owner(row.Id<GrantId>(GrantProperty, GrantId.TryParse), row.Time(ExpiresAtProperty));
    }

    public Task<SaveResult> AddAsync(OwnedKey owned, Owner owner, CancellationToken cancellationToken) => _table.AddAsync(
        new TableEntity(owned.Server.Value, owned.Hash) { [GrantProperty] = owner.Grant.Value, [ExpiresAtProperty] = owner.ExpiresAt },
        cancellationToken);

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"ExpiresAt lt {now}"), cancellationToken))
        {
            deleted += await _table.DeleteAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken) == SaveResult.Saved ? 1 : 0;
        }

        return deleted;
    }
}
