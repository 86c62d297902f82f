namespace FuncGateway.Core.Usage;

/// <summary>Adds up the counts of the hours that are, at least in part, in a period that ends now.</summary>
/// <param name="start">The beginning of the period.</param>
internal sealed class PeriodSum(DateTimeOffset start)
{
    /// <summary>How many tools and rules are returned separately.</summary>
    internal const int MaxKeys = 200;

    private readonly Dictionary<UsageKey, UsageCount> _counts = [];

    /// <summary>The beginning of the first hour that is counted.</summary>
    public DateTimeOffset From { get; } = UsageHour.Of(start);

    public DateTimeOffset? Last => _counts.Count == 0 ? null : _counts.Values.Max(count => count.Last);

    public void Add(DateTimeOffset hour, UsageCount count)
    {
        if (hour >= From)
        {
            _counts[count.Key] = _counts.TryGetValue(count.Key, out var sum) ? Sum(sum, count) : count;
        }
    }

    public UsagePeriod Read()
    {
        var sorted = _counts.Values
            .OrderBy(count => count.Key.Tool == UsageKey.Others)
            .ThenByDescending(count => count.Counts.Total)
            .ThenBy(count => count.Key.Tool ?? count.Key.Method, StringComparer.Ordinal)
            .ThenBy(count => count.Key.Rule, StringComparer.Ordinal)
            .ToList();
        var all = sorted.Aggregate(default(VerdictCounts), (sum, count) => sum + count.Counts);
        return new UsagePeriod(From, all, sorted.Count <= MaxKeys ? sorted : [.. sorted.Take(MaxKeys), Others(sorted.Skip(MaxKeys))]);
    }

    private static UsageCount Others(IEnumerable<UsageCount> counts)
    {
        var sum = counts.Aggregate(Sum);
        return sum with { Key = new(sum.Key.Server, sum.Key.Grant, UsageKey.Others, null, null) };
    }

    private static UsageCount Sum(UsageCount left, UsageCount right) =>
        left with { Counts = left.Counts + right.Counts, Last = left.Last > right.Last ? left.Last : right.Last };
}
