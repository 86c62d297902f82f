using FuncGateway.Core;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

/// <summary>What can happen to a store: it stops answering, or it answers when the test lets it. Counts how often it was asked.</summary>
/// <param name="changed">Raised whenever the store is asked.</param>
public sealed class FakeOutage(Signal? changed = null)
{
    private int _asked;

    public bool Down { get; set; }

    /// <summary>What the store throws when it has a defect: something that no caller expects.</summary>
    public Exception? Defect { get; set; }

    /// <summary>While set, questions wait for it.</summary>
    public Task? Held { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        changed?.Raise();
        if (Held is { } held)
        {
            await held.WaitAsync(cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Defect is { } defect)
        {
            throw defect;
        }

        if (Down)
        {
            throw new StoreUnavailableException("The store was made not to answer.");
        }
    }
}
