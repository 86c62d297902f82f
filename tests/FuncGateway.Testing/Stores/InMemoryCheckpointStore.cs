using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryCheckpointStore(Signal? changed = null) : ICheckpointStore
{
    private readonly ConcurrentDictionary<long, Checkpoint> _checkpoints = new();
    private int _listings;

    public FakeOutage Outage { get; } = new(changed);

    public IReadOnlyList<Checkpoint> All => [.. _checkpoints.Values.OrderBy(each => each.Number)];

    /// <summary>What is stored among the checkpoints under other names.</summary>
    public IList<string> Strangers { get; } = [];

    /// <summary>The numbers of the checkpoints that were read.</summary>
    public ConcurrentQueue<long> Reads { get; } = new();

    /// <summary>How often the places of the checkpoints were listed.</summary>
    public int Listings => Volatile.Read(ref _listings);

    /// <summary>Whether a policy keeps everything from being deleted.</summary>
    public bool IsImmutable { get; set; }

    public void Put(Checkpoint checkpoint) => _checkpoints[checkpoint.Number] = checkpoint;

    public void Remove(long number) => _checkpoints.TryRemove(number, out _);

    public async Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        Reads.Enqueue(number);
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
            Reads.Enqueue(checkpoint.Number);
            yield return checkpoint;
        }
    }

    public async IAsyncEnumerable<CheckpointPlace> ListPlacesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        Interlocked.Increment(ref _listings);
        foreach (var name in Strangers)
        {
            yield return new(name, null, 0, new(""));
        }

        foreach (var checkpoint in All.Reverse())
        {
            var bytes = checkpoint.IsTooLong ? Checkpoint.MaxBytes + 1 : checkpoint.Write().Length;
            yield return new($"{checkpoint.Number}", checkpoint.Number, bytes, new(checkpoint.Hash));
        }
    }

    public async Task<bool> DeleteAsync(long number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        if (!IsImmutable)
        {
            Remove(number);
        }

        return !IsImmutable;
    }
}
