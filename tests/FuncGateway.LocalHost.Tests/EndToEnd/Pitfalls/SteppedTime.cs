using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>A clock that is moved only once somebody waits for it: a step that came before the wait would be lost.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        WaitsOf(dueTime).Release();
        return timer;
    }

    /// <summary>Waits until somebody waits that long, once for each call, and lets it pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await WaitsOf(wait).WaitAsync();
        Advance(wait);
    }

    private SemaphoreSlim WaitsOf(TimeSpan wait) => _waits.GetOrAdd(wait, static _ => new SemaphoreSlim(0));
}
