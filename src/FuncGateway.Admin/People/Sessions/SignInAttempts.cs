namespace FuncGateway.Admin.People.Sessions;

/// <summary>
/// Bounds how many keys can be tried. The bound is for all clients together, because behind a proxy they have one address. Successful tries do
/// not count. Thread-safe.
/// </summary>
internal sealed class SignInAttempts(TimeProvider time)
{
    public const int MaxPerMinute = 20;

    private readonly Lock _gate = new();
    private long _minute;
    private int _count;

    /// <summary>The time until tries are accepted again.</summary>
    public TimeSpan Wait => TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (time.GetUtcNow().UtcTicks % TimeSpan.TicksPerMinute));

    /// <summary>Returns false if there were too many failed tries in this minute. The try counts as failed until <see cref="Forgive"/> is called.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            var minute = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
            _count = minute == _minute ? _count : 0;
            _minute = minute;
            return _count < MaxPerMinute && ++_count > 0;
        }
    }

    /// <summary>Notes that a try was successful.</summary>
    public void Forgive()
    {
        lock (_gate)
        {
            _count = Math.Max(0, _count - 1);
        }
    }
}
