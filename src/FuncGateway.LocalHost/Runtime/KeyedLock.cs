namespace FuncGateway.LocalHost.Runtime;

/// <summary>One at a time for each key, in the order of arrival. A key nobody waits for takes no memory.</summary>
internal sealed class KeyedLock<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Turnstile> _turnstiles = [];

    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        var turn = new Turn(this, key, Join(key));
        try
        {
            await turn.Turnstile.Semaphore.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(key, turn.Turnstile);
            throw;
        }

        return turn;
    }

    private Turnstile Join(TKey key)
    {
        lock (_turnstiles)
        {
            if (!_turnstiles.TryGetValue(key, out var turnstile))
            {
                _turnstiles.Add(key, turnstile = new Turnstile());
            }

            turnstile.Present++;
            return turnstile;
        }
    }

    private void Leave(TKey key, Turnstile turnstile)
    {
        lock (_turnstiles)
        {
            if (--turnstile.Present == 0)
            {
                _turnstiles.Remove(key);
                turnstile.Semaphore.Dispose();
            }
        }
    }

    private sealed class Turnstile
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Present { get; set; }
    }

    private sealed class Turn(KeyedLock<TKey> owner, TKey key, Turnstile turnstile) : IDisposable
    {
        public Turnstile Turnstile => turnstile;

        public void Dispose()
        {
            turnstile.Semaphore.Release();
            owner.Leave(key, turnstile);
        }
    }
}
