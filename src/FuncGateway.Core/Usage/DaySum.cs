namespace FuncGateway.Core.Usage;

/// <summary>Adds up the rows of the last 24 whole hours and the present one.</summary>
internal sealed class DaySum(DateTimeOffset now)
{
    private const int WholeHours = 24;
    private readonly VerdictCounts[] _hours = new VerdictCounts[WholeHours + 1];
    private readonly Dictionary<UsageKey, UsageCount> _keys = [];
    private readonly HashSet<string> _recentGrants = new(StringComparer.Ordinal);

    /// <summary>The beginning of the first hour.</summary>
    public DateTimeOffset From { get; } = UsageHour.Of(now) - (WholeHours * UsageHour.Length);

    public void Add(UsageHour row)
    {
        var index = (int)((row.Hour - From) / UsageHour.Length);
        if (index < 0 || index > WholeHours)
        {
            return;
        }

        foreach (var count in row.Counts)
        {
            _hours[index] += count.Counts;
            Add(count with { Key = count.Key with { Grant = null } });
            if (index >= WholeHours - 1 && count.Key.Grant is { } grant)
            {
                _recentGrants.Add(grant);
            }
        }
    }

    public DayUsage Read() => new([.. _hours.Select((counts, index) => new HourCounts(From + (index * UsageHour.Length), counts))], [.. _keys.Values], _recentGrants);

    private void Add(UsageCount count) => _keys[count.Key] = _keys.TryGetValue(count.Key, out var sum)
        ? count with { Counts = sum.Counts + count.Counts, Last = sum.Last > count.Last ? sum.Last : count.Last }
        : count;
}
