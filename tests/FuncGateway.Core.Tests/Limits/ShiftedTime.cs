namespace FuncGateway.Core.Tests.Limits;

/// <summary>The clock of a machine: it may be wrong or be changed, without affecting timers and timestamps.</summary>
internal sealed class ShiftedTime(TimeProvider inner) : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Shift;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
