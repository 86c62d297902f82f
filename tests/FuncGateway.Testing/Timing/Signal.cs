using System.Runtime.CompilerServices;
using Xunit;

namespace FuncGateway.Testing.Timing;

/// <summary>Raised by fakes whenever they are used, so that a test can wait for a state without polling for it.</summary>
public sealed class Signal
{
    private TaskCompletionSource _next = NewSource();

    /// <summary>Completes when the signal is raised again.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, NewSource()).TrySetResult();

    /// <summary>Waits until the condition holds; it is evaluated each time the signal is raised.</summary>
    public async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout, TimeProvider.System);
        while (true)
        {
            // Taken before the condition is evaluated, so that a change in between is not missed.
            var next = Next;
            if (condition())
            {
                return;
            }

            try
            {
                await next.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail(Eventually.DidNotHappen(what));
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
