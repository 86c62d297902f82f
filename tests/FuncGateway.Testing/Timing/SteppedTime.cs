using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FuncGateway.Testing.Timing;

/// <summary>
/// A clock that advances from one timer to the next. After each step it lets the code that was woken run. That code is idle once it waits for a timer
/// again, so the next step follows when a timer has been created and no other one comes soon: code that creates the timeout of a request goes on.
/// </summary>
/// <param name="changed">Raised whenever a timer is created.</param>
public sealed class SteppedTime(DateTimeOffset start, Signal? changed = null) : FakeTimeProvider(start)
{
    /// <summary>The longest step of <see cref="PassUntilAsync"/>, so that time does not run far ahead of code that has not created its timer yet.</summary>
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many short rests of real time woken code gets to create its next timer; code that waits for something else, or ends, creates none. Not one long
    /// rest, because a machine that stalls uses it up.
    /// </summary>
    private const int Rests = 10;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<SteppedTimer, DateTimeOffset> _due = new();
    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> _waits = new();
    private readonly Signal _created = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, callback, state);
        timer.Start(fire => base.CreateTimer(fire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        WaitsOf(dueTime).Release();
        _created.Raise();
        changed?.Raise();
        return timer;
    }

    /// <summary>Lets the given time pass.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (NextDue() is { } due && due <= end)
        {
            await StepAsync(due);
        }

        await StepAsync(end);
    }

    /// <summary>Lets time pass until the condition holds.</summary>
    public async Task PassUntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout, TimeProvider.System);
        while (!condition())
        {
            Assert.False(timeout.IsCancellationRequested, Eventually.DidNotHappen(what));
            var furthest = GetUtcNow() + MaxStep;
            await StepAsync(NextDue() is { } due && due < furthest ? due : furthest);
        }
    }

    /// <summary>Lets time pass until the task has ended.</summary>
    public async Task<T> PassUntilAsync<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await PassUntilAsync(() => task.IsCompleted, what);
        return await task;
    }

    /// <summary>How many timers with exactly the given due time have been created. <see cref="PassOnceWaitedForAsync"/> takes one off.</summary>
    public int CreatedWith(TimeSpan wait) => WaitsOf(wait).CurrentCount;

    /// <summary>Waits until a timer with exactly the given due time is created, and lets that time pass. Each timer counts once.</summary>
    public async Task PassOnceWaitedForAsync(TimeSpan wait)
    {
        Assert.True(await WaitsOf(wait).WaitAsync(Eventually.Timeout), Eventually.DidNotHappen($"a timer of {wait}"));
        Advance(wait);
    }

    private async Task StepAsync(DateTimeOffset to)
    {
        var (created, isCreated) = (_created.Next, false);
        if (to > GetUtcNow())
        {
            SetUtcNow(to);
        }

        for (var rests = 0; rests < (isCreated ? 1 : Rests);)
        {
            await Task.WhenAny(created, Task.Delay(Rest, TimeProvider.System));
            if (created.IsCompleted)
            {
                (created, isCreated, rests) = (_created.Next, true, 0);
            }
            else
            {
                rests++;
            }
        }
    }

    private DateTimeOffset? NextDue()
    {
        var now = GetUtcNow();
        return _due.Values.Where(due => due > now).Min(due => (DateTimeOffset?)due);
    }

    private SemaphoreSlim WaitsOf(TimeSpan wait) => _waits.GetOrAdd(wait, static _ => new SemaphoreSlim(0));

    /// <summary>A timer with a known due time.</summary>
    private sealed class SteppedTimer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        private ITimer? _timer;
        private TimeSpan _period;

        public void Start(Func<TimerCallback, ITimer> create) => _timer = create(_ => Fire());

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Note(dueTime);
            return _timer?.Change(dueTime, period) == true;
        }

        public void Dispose()
        {
            time._due.TryRemove(this, out _);
            _timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            Note(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            callback(state);
        }

        private void Note(TimeSpan wait)
        {
            if (wait == Timeout.InfiniteTimeSpan)
            {
                time._due.TryRemove(this, out _);
            }
            else
            {
                time._due[this] = time.GetUtcNow() + wait;
            }
        }
    }
}
