using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Access;

/// <summary>Grants in the table <c>{prefix}Grants</c>; see <see cref="GrantRow"/> for its rows.</summary>
internal sealed class TableGrantStore(Tables tables) : IGrantStore
{
    private readonly StorageTable _table = tables.Get("Grants");

    public async Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken)
    {
        var pointer = await _table.FindAsync(token.Value, GrantRow.TokenKey, cancellationToken);
        if (pointer is null)
        {
            return null;
        }

        // An interrupted rotation leaves a pointer to a grant that contains another token's hash: that pointer is not valid.
        var (server, id) = GrantRow.ReadToken(pointer);
        var grant = await FindAsync(server, id, cancellationToken);
        return grant?.Value.Token == token ? grant.Value : null;
    }

    public async Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken)
    {
        var pointer = await _table.FindAsync(id.Value, GrantRow.IdKey, cancellationToken);
        return pointer is null ? null : await FindAsync(GrantRow.ReadServer(pointer), id.Value, cancellationToken);
    }

    public async IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {server.Value}"), cancellationToken))
        {
            yield return GrantRow.Read(row);
        }
    }

    // The grant's own row is written last: until then the other rows point to nothing.
    public async Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken) =>
        await PointAsync(GrantRow.WriteToken(grant), cancellationToken) == SaveResult.Saved
        && await PointAsync(GrantRow.WriteId(grant), cancellationToken) == SaveResult.Saved
            ? await _table.AddAsync(GrantRow.Write(grant), cancellationToken)
            : SaveResult.Conflict;

    public async Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken)
    {
        var before = await FindAsync(grant.Server.Value, grant.Id.Value, cancellationToken);
        if (before?.Version != version)
        {
            return SaveResult.Conflict;
        }

        if (before.Value.Token == grant.Token)
        {
            return await _table.ReplaceAsync(GrantRow.Write(grant), new ETag(version.Value), cancellationToken);
        }

        return await RotateAsync(before.Value.Token, grant, version, cancellationToken);
    }

    // Writes the new pointer first, then the grant, which completes the rotation. If interrupted before that the old token is valid, afterwards the new one.
    private async Task<SaveResult> RotateAsync(TokenHash old, Grant grant, RowVersion version, CancellationToken cancellationToken)
    {
        if (await PointAsync(GrantRow.WriteToken(grant), cancellationToken) == SaveResult.Conflict)
        {
            return SaveResult.Conflict;
        }

        var saved = await _table.ReplaceAsync(GrantRow.Write(grant), new ETag(version.Value), cancellationToken);
        if (saved == SaveResult.Saved)
        {
            await SweepAsync(old, cancellationToken);
        }

        return saved;
    }

    /// <summary>Adds a pointer. An existing one to the same grant counts as saved: an earlier attempt added it.</summary>
    private async Task<SaveResult> PointAsync(TableEntity pointer, CancellationToken cancellationToken)
    {
        if (await _table.AddAsync(pointer, cancellationToken) == SaveResult.Saved)
        {
            return SaveResult.Saved;
        }

        var there = await _table.FindAsync(pointer.PartitionKey, pointer.RowKey, cancellationToken);
        return there is not null && GrantRow.PointToTheSame(there, pointer) ? SaveResult.Saved : SaveResult.Conflict;
    }

    // The rotation is complete, and a leftover pointer is not valid.
    private Task SweepAsync(TokenHash old, CancellationToken cancellationToken) => _table.TryDeleteAsync(old.Value, GrantRow.TokenKey, cancellationToken);

    private async Task<Stored<Grant>?> FindAsync(string server, string id, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(server, id, cancellationToken);
        return row is null ? null : GrantRow.Read(row);
    }
}
