using FuncGateway.Core;
using FuncGateway.Testing.Timing;
using Microsoft.DurableTask;
using Moq;

namespace FuncGateway.Testing.Durable;

/// <summary>
/// The context of one orchestration, on the test's clock, with simulated faults: timers that fire early, events that are lost, activities that run
/// twice. It runs an orchestration once without replaying it; replay is tested on the engine.
/// </summary>
/// <param name="changed">Raised at every step.</param>
public abstract class FakeOrchestration(string instanceId, TimeProvider time, Signal? changed) : TaskOrchestrationContext
{
    private readonly Lock _gate = new();
    private readonly List<(string Name, object? Payload)> _inbox = [];
    private readonly List<string> _steps = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The implementation of each activity, by name.</summary>
    public Dictionary<string, Func<object?, Task<object?>>> Activities { get; } = [];

    /// <summary>Whether every activity runs twice, as after a crash before its result was stored.</summary>
    public bool RunsActivitiesTwice { get; set; }

    /// <summary>How much too early a timer fires, if it is longer than that.</summary>
    public TimeSpan TimersFireEarlyBy { get; set; }

    /// <summary>The operations of the orchestration so far: <c>timer</c>, <c>wait NAME</c>, <c>activity NAME</c>.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    public override string InstanceId => instanceId;

    public override DateTime CurrentUtcDateTime => time.GetUtcNow().UtcDateTime;

    /// <summary>Created by Moq, which implements the abstract members that no test needs.</summary>
    public static FakeOrchestration Create(string instanceId, TimeProvider time, Signal? changed = null) =>
        new Mock<FakeOrchestration>(instanceId, time, changed) { CallBase = true }.Object;

    /// <summary>Raises an event. It is kept if nothing waits for it yet.</summary>
    public void Raise(string name, object? payload)
    {
        lock (_gate)
        {
            _inbox.Add((name, payload));
            _arrived.TrySetResult();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Note("timer");
        var remaining = fireAt - CurrentUtcDateTime;
        var wait = remaining > TimersFireEarlyBy ? remaining - TimersFireEarlyBy : remaining;
        return Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Note($"wait {eventName}");
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                var at = _inbox.FindIndex(each => each.Name == eventName);
                if (at >= 0)
                {
                    var payload = _inbox[at].Payload;
                    _inbox.RemoveAt(at);
                    return payload is null ? default! : (T)payload;
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Note($"activity {name.Name}");
        var policy = options?.Retry?.Policy;
        var pause = policy?.FirstRetryInterval ?? TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (RunsActivitiesTwice)
                {
                    await Activities[name.Name](input);
                }

                return (TResult)(await Activities[name.Name](input) ?? throw new InvalidOperationException($"Activity '{name.Name}' returned nothing."));
            }
            catch (Exception e) when (e is IOException or StoreUnavailableException)
            {
                if (attempt >= (policy?.MaxNumberOfAttempts ?? 1))
                {
                    throw new TaskFailedException(name.Name, attempt, e);
                }
            }

            await Task.Delay(pause, time);
            pause = TimeSpan.FromTicks(Math.Min((pause * (policy?.BackoffCoefficient ?? 1)).Ticks, (policy?.MaxRetryInterval ?? pause).Ticks));
        }
    }

    private void Note(string step)
    {
        lock (_gate)
        {
            _steps.Add(step);
        }

        changed?.Raise();
    }
}
