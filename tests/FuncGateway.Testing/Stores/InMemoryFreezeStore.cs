using FuncGateway.Core.Access;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryFreezeStore(Signal? changed = null) : IFreezeStore
{
    private Freeze? _freeze;

    public FakeOutage Outage { get; } = new(changed);

    public async Task<Freeze?> FindAsync(CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Volatile.Read(ref _freeze);
    }

    public async Task<Freeze> AddAsync(Freeze freeze, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Interlocked.CompareExchange(ref _freeze, freeze, null) ?? freeze;
    }

    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Interlocked.Exchange(ref _freeze, null) is not null;
    }
}
