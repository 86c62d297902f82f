using FuncGateway.Core.Servers;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>The leases of all grants and servers in use. Must be called under the lock.</summary>
internal sealed class CounterLeases(LeaseHolder holder)
{
    private readonly Dictionary<CounterScope, CounterLease> _grants = [];
    private readonly Dictionary<ServerId, CounterLease> _servers = [];

    public int Count => _grants.Count + _servers.Count;

    public bool IsBusy => _grants.Values.Concat(_servers.Values).Any(lease => lease.IsBusy);

    public CounterLease Of(CounterScope scope, Limit limit) =>
        limit.Scope == Scope.Server ? Of(_servers, scope.Server, CounterKey.Of) : Of(_grants, scope, CounterKey.Of);

    public PermitSlot Slot(CounterScope scope, Limit limit) => Of(scope, limit).Slot(limit);

    public void Tick(DateTimeOffset now)
    {
        Tick(_grants, now);
        Tick(_servers, now);
    }

    private static void Tick<TId>(Dictionary<TId, CounterLease> leases, DateTimeOffset now)
        where TId : notnull
    {
        foreach (var (id, lease) in leases)
        {
            lease.Tick(now);
            if (lease.IsIdle)
            {
                leases.Remove(id);
            }
        }
    }

    private CounterLease Of<TId>(Dictionary<TId, CounterLease> leases, TId id, Func<TId, CounterKey> key)
        where TId : notnull
    {
        if (!leases.TryGetValue(id, out var lease))
        {
            leases.Add(id, lease = new CounterLease(key(id), holder));
        }

        return lease;
    }
}
