using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Access;

/// <summary>Grants in the table <c>{prefix}Grants</c>; see <see cref="GrantRow"/> for its rows.</summary>
internal sealed class TableGrantStore(Tables tables, TimeProvider time) : IGrantStore
{
    // How many grants a list reads at the same time.
    private const int ReadsAtOnce = 16;

    private readonly StorageTable _table = tables.Get("Grants");

    public async Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken)
    {
        var pointer = await _table.FindAsync(token.Value, GrantRow.TokenKey, cancellationToken);
        if (pointer is null)
        {
            return null;
        }

        // An interrupted rotation leaves a pointer to a grant that does not contain its token's hash: that pointer is not valid.
        var (home, id) = GrantRow.ReadToken(pointer);
        var grant = await FindAsync(home, id, cancellationToken);
        return grant?.Value.Has(token) == true ? grant.Value : null;
    }

    public async Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken) =>
        await FindHomeAsync(id, cancellationToken) is { } home ? await FindAsync(home, id.Value, cancellationToken) : null;

    public async IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {server.Value}"), cancellationToken);
        await foreach (var some in rows.Chunk(ReadsAtOnce).WithCancellation(cancellationToken))
        {
            foreach (var stored in await Task.WhenAll(some.Select(row => ReadAsync(row, cancellationToken))))
            {
                // A row stays when its server is taken out of the grant, and may have been written for a change that was not completed.
                if (stored?.Value.Access.Find(server) is not null)
                {
                    yield return stored;
                }
            }
        }
    }

    public async IAsyncEnumerable<Stored<Grant>> ListNewestAsync(GrantId? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in GrantIdRanges.Newest(before, time.GetUtcNow()))
        {
            var rows = await _table.ListAsync(range, cancellationToken).ToListAsync(cancellationToken);
            rows.Reverse();
            foreach (var some in rows.Chunk(ReadsAtOnce))
            {
                foreach (var stored in await Task.WhenAll(some.Select(row => FindAsync(GrantRow.ReadHomeOfPointer(row), row.PartitionKey, cancellationToken))))
                {
                    if (stored is not null)
                    {
                        yield return stored;
                    }
                }
            }
        }
    }

    // The grant's own row is written last: until then the other rows point to nothing.
    public async Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken)
    {
        var home = grant.Access[0].Server;
        return await PointFromAsync(GrantRow.TokensOf(grant), grant, home, cancellationToken) == SaveResult.Saved
            && await PointAsync(GrantRow.WriteId(grant, home), cancellationToken) == SaveResult.Saved
            && await PointFromAsync(grant.Access.Servers, grant, home, cancellationToken) == SaveResult.Saved
                ? await _table.AddAsync(GrantRow.Write(grant, home), cancellationToken)
                : SaveResult.Conflict;
    }

    public async Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken)
    {
        var home = await FindHomeAsync(grant.Id, cancellationToken);
        var before = home is null ? null : await FindAsync(home, grant.Id.Value, cancellationToken);
        if (home is null || before?.Version != version)
        {
            return SaveResult.Conflict;
        }

        // Before the grant, so that no server is reached whose list does not have the grant. The rows of servers that it no longer reaches stay: if they were
        // deleted, the row of one that somebody else adds at the same time could be lost.
        if (await PointFromAsync(grant.Access.Servers.Except(before.Value.Access.Servers), grant, home, cancellationToken) == SaveResult.Conflict)
        {
            return SaveResult.Conflict;
        }

        return await SaveAsync(GrantRow.TokensOf(before.Value), grant, home, version, cancellationToken);
    }

    // Writes the pointers of new tokens first, then the grant, which completes a rotation. If interrupted before that the tokens that were valid are, afterwards
    // those that the grant contains.
    private async Task<SaveResult> SaveAsync(IReadOnlyList<TokenHash> before, Grant grant, ServerId home, RowVersion version, CancellationToken cancellationToken)
    {
        var now = GrantRow.TokensOf(grant);
        if (await PointFromAsync(now.Except(before), grant, home, cancellationToken) == SaveResult.Conflict)
        {
            return SaveResult.Conflict;
        }

        var saved = await _table.ReplaceAsync(GrantRow.Write(grant, home), new ETag(version.Value), cancellationToken);
        if (saved == SaveResult.Saved)
        {
            await SweepAsync(before.Except(now), cancellationToken);
        }

        return saved;
    }

    private async Task<SaveResult> PointFromAsync(IEnumerable<TokenHash> tokens, Grant grant, ServerId home, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            if (await PointAsync(GrantRow.WriteToken(token, grant, home), cancellationToken) == SaveResult.Conflict)
            {
                return SaveResult.Conflict;
            }
        }

        return SaveResult.Saved;
    }

    private async Task<SaveResult> PointFromAsync(IEnumerable<ServerId> servers, Grant grant, ServerId home, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(servers.Where(server => server != home).Select(server => PointAsync(GrantRow.WriteReached(grant, server, home), cancellationToken)));
        return results.Contains(SaveResult.Conflict) ? SaveResult.Conflict : SaveResult.Saved;
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
    private Task SweepAsync(IEnumerable<TokenHash> old, CancellationToken cancellationToken) =>
        Task.WhenAll(old.Select(token => _table.TryDeleteAsync(token.Value, GrantRow.TokenKey, cancellationToken)));

    private async Task<ServerId?> FindHomeAsync(GrantId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(id.Value, GrantRow.IdKey, cancellationToken) is { } pointer ? GrantRow.ReadHomeOfPointer(pointer) : null;

    private async Task<Stored<Grant>?> FindAsync(ServerId home, string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(home.Value, id, cancellationToken) is { } row && GrantRow.FindHome(row) is null ? GrantRow.Read(row) : null;

    private Task<Stored<Grant>?> ReadAsync(TableEntity row, CancellationToken cancellationToken) =>
        GrantRow.FindHome(row) is { } home ? FindAsync(home, row.RowKey, cancellationToken) : Task.FromResult<Stored<Grant>?>(GrantRow.Read(row));
}
