using FuncGateway.Core.Audit;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryVerificationStore(Signal? changed = null) : IVerificationStore
{
    private LastVerification? _last;

    public FakeOutage Outage { get; } = new(changed);

    public async Task<LastVerification?> FindAsync(CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Volatile.Read(ref _last);
    }

    public async Task SaveAsync(LastVerification last, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        Volatile.Write(ref _last, last);
    }
}
