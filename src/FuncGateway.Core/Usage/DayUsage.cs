namespace FuncGateway.Core.Usage;

/// <summary>The requests of all grants in the last 24 whole hours and the present one.</summary>
/// <param name="Hours">Oldest first, without gaps.</param>
/// <param name="Keys">The requests by server, tool or method, and rule; the grant is null.</param>
/// <param name="RecentGrants">The grants with requests in the present hour or the one before.</param>
public sealed record DayUsage(IReadOnlyList<HourCounts> Hours, IReadOnlyList<UsageCount> Keys, IReadOnlySet<string> RecentGrants)
{
    /// <summary>The requests of the present hour and the one before.</summary>
    public VerdictCounts LastHour => Sum(Hours.TakeLast(2));

    public VerdictCounts Last24Hours => Sum(Hours);

    private static VerdictCounts Sum(IEnumerable<HourCounts> hours) => hours.Aggregate(default(VerdictCounts), (sum, hour) => sum + hour.Counts);
}

/// <summary>The requests of one hour.</summary>
/// <param name="From">The beginning of the hour (UTC).</param>
public sealed record HourCounts(DateTimeOffset From, VerdictCounts Counts);
