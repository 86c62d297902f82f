using Microsoft.DurableTask;
using Moq;

namespace FuncGateway.Functions.Tests.Fakes;

/// <summary>An orchestration whose clock and events the test drives. An activity is tried as its policy says; the pauses are noted, not waited.</summary>
public abstract class FakeOrchestration(DateTime start) : TaskOrchestrationContext
{
    private readonly List<(DateTime Due, TaskCompletionSource Timer)> _timers = [];
    private readonly Dictionary<string, TaskCompletionSource<object>> _events = [];
    private DateTime _now = start;

    public Dictionary<string, Func<object?, object>> Activities { get; } = [];

    public List<TimeSpan> Pauses { get; } = [];

    public int CancelledTimers { get; private set; }

    public override string InstanceId => "approval-1";

    public override DateTime CurrentUtcDateTime => _now;

    public override T? GetInput<T>()
        where T : default => default;

    /// <summary>Moq supplies the members that no test needs.</summary>
    public static FakeOrchestration Create(DateTime start) => new Mock<FakeOrchestration>(start) { CallBase = true }.Object;

    /// <summary>Moves the clock and fires what is due.</summary>
    public void Elapse(TimeSpan by)
    {
        _now += by;
        foreach (var (_, timer) in _timers.Where(each => each.Due <= _now).ToArray())
        {
            timer.TrySetResult();
        }
    }

    /// <summary>An event raised before anybody waits for it is kept.</summary>
    public void Raise(string name, object payload) => EventOf(name).TrySetResult(payload);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var timer = new TaskCompletionSource();
        _timers.Add((fireAt, timer));
        cancellationToken.Register(() => CancelledTimers += timer.TrySetCanceled(cancellationToken) ? 1 : 0);
        Elapse(TimeSpan.Zero);
        return timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        (T)await EventOf(eventName).Task.WaitAsync(cancellationToken);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var policy = options?.Retry?.Policy;
        var pause = policy?.FirstRetryInterval ?? TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Task.FromResult((TResult)Activities[name.Name](input));
            }
            catch (IOException) when (attempt < policy?.MaxNumberOfAttempts)
            {
                Pauses.Add(pause);
                pause = TimeSpan.FromTicks(Math.Min((pause * policy.BackoffCoefficient).Ticks, policy.MaxRetryInterval.Ticks));
            }
            catch (IOException e)
            {
                return Task.FromException<TResult>(new TaskFailedException(name.Name, attempt, e));
            }
        }
    }

    private TaskCompletionSource<object> EventOf(string name) =>
        _events.TryGetValue(name, out var pending) ? pending : _events[name] = new TaskCompletionSource<object>();
}
