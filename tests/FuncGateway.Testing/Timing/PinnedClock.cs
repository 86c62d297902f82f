namespace FuncGateway.Testing.Timing;

/// <summary>
/// A clock whose time of day is set by the test, while its timers and timestamps run: windows, expiry and the audit use the test's time, but waiting
/// for the durable engine still works.
/// </summary>
public sealed class PinnedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public void SetUtcNow(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);
}
