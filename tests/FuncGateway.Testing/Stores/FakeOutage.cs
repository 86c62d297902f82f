using FuncGateway.Core;

namespace FuncGateway.Testing.Stores;

/// <summary>What can happen to a store: it stops answering, or it answers when the test lets it. Counts how often it was asked.</summary>
public sealed class FakeOutage
{
    private int _asked;

    public bool Down { get; set; }

    /// <summary>While set, questions wait for it.</summary>
    public Task? Held { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        if (Held is { } held)
        {
            await held.WaitAsync(cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Down)
        {
            throw new StoreUnavailableException("The store was made not to answer.");
        }
    }
}
