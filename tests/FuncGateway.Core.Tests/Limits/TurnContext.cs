namespace FuncGateway.Core.Tests.Limits;

/// <summary>Runs all continuations on the test's own thread, in order, so that a seed always gives the same run.</summary>
internal sealed class TurnContext : SynchronizationContext, IDisposable
{
    private readonly SynchronizationContext? _before = Current;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _turns = [];

    public TurnContext() => SetSynchronizationContext(this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_turns)
        {
            _turns.Enqueue((d, state));
        }
    }

    public void RunAll()
    {
        while (TryNext(out var turn))
        {
            turn.Callback(turn.State);
        }
    }

    public void Dispose() => SetSynchronizationContext(_before);

    private bool TryNext(out (SendOrPostCallback Callback, object? State) turn)
    {
        lock (_turns)
        {
            return _turns.TryDequeue(out turn);
        }
    }
}
