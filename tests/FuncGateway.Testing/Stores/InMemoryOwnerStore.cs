using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Core.Ownership;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryOwnerStore(Signal? changed = null) : IOwnerStore
{
    private readonly ConcurrentDictionary<OwnedKey, Owner> _owners = new();

    public FakeOutage Outage { get; } = new(changed);

    public IReadOnlyDictionary<OwnedKey, Owner> All => _owners;

    public async Task<Owner?> FindAsync(OwnedKey owned, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.GetValueOrDefault(owned);
    }

    public async Task<SaveResult> AddAsync(OwnedKey owned, Owner owner, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.TryAdd(owned, owner) ? SaveResult.Saved : SaveResult.Conflict;
    }

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.Count(each => each.Value.ExpiresAt < now && _owners.TryRemove(each));
    }
}
