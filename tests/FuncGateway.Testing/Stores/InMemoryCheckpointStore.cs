using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryCheckpointStore(Signal? changed = null) : ICheckpointStore
{
    private readonly ConcurrentDictionary<long, Checkpoint> _checkpoints = new();

    public FakeOutage Outage { get; } = new(changed);

    public IReadOnlyList<Checkpoint> All => [.. _checkpoints.Values.OrderBy(each => each.Number)];

    public async Task<Checkpoint?> FindLastAsync(CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return All is [.., var last] ? last : null;
    }

    public async Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _checkpoints.GetValueOrDefault(number);
    }

    public async Task<bool> TryAddAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _checkpoints.TryAdd(checkpoint.Number, checkpoint);
    }

    public async IAsyncEnumerable<Checkpoint> ListAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var checkpoint in All.Where(each => each.Number > after))
        {
            yield return checkpoint;
        }
    }
}
