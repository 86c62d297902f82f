using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryGrantStore(Signal? changed = null) : IGrantStore
{
    private readonly InMemoryRows<GrantId, Grant> _rows = new(changed);

    public FakeOutage Outage { get; } = new(changed);

    public async Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _rows.All.FirstOrDefault(stored => stored.Value.Has(token))?.Value;
    }

    public async Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _rows.Find(id);
    }

    public async IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var stored in _rows.All.Where(stored => stored.Value.Access.Find(server) is not null).OrderBy(stored => stored.Value.Id.Value, StringComparer.Ordinal))
        {
            yield return stored;
        }
    }

    public async IAsyncEnumerable<Stored<Grant>> ListNewestAsync(GrantId? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var stored in _rows.All.OrderByDescending(stored => stored.Value.Id.Value, StringComparer.Ordinal))
        {
            if (before is null || string.CompareOrdinal(stored.Value.Id.Value, before.Value) < 0)
            {
                yield return stored;
            }
        }
    }

    public async Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return IsTaken(grant) ? SaveResult.Conflict : _rows.Add(grant.Id, grant);
    }

    public async Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return IsTaken(grant) || _rows.Find(grant.Id) is null ? SaveResult.Conflict : _rows.Replace(grant.Id, grant, version);
    }

    private bool IsTaken(Grant grant) => _rows.All.Any(stored => stored.Value.Id != grant.Id && (stored.Value.Has(grant.Token) || (grant.OldToken is { } old && stored.Value.Has(old.Hash))));
}
