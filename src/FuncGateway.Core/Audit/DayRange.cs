namespace FuncGateway.Core.Audit;

/// <summary>Days (UTC) of the log.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, which is included.</param>
public sealed record DayRange(DateOnly First, DateOnly Last)
{
    public static DayRange All { get; } = new(DateOnly.MinValue, DateOnly.MaxValue);

    public bool IsAll => this == All;

    /// <summary>The time at which the first day begins.</summary>
    public DateTimeOffset Start => new(First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public bool Has(DateOnly day) => First <= day && day <= Last;
}
