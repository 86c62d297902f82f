namespace FuncGateway.LocalHost.Runtime;

/// <summary>Wakes its one waiter. Set while nobody waits, it ends the next wait at once.</summary>
internal sealed class FlowSignal(TimeProvider time)
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Returns when set or when the time is over. A signal set meanwhile is taken, so look after waiting, not before.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _set).Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Time to look, signal or not.
        }

        Interlocked.Exchange(ref _set, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
