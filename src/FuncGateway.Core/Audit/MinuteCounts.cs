namespace FuncGateway.Core.Audit;

/// <summary>Counts by minute, with a bounded number of keys, because keys are chosen by those who are counted.</summary>
/// <param name="max">How many keys are counted separately.</param>
/// <param name="common">Returns the key that stands for this one and for all others beyond them.</param>
internal sealed class MinuteCounts<TKey>(int max, Func<TKey, TKey> common, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MinuteOf, int> _counts = [];

    /// <summary>Counts one more in the current minute. Returns how many there are now.</summary>
    public int Add(TKey key)
    {
        lock (_gate)
        {
            var counted = new MinuteOf(Minute(), key);
            counted = _counts.Count >= max && !_counts.ContainsKey(counted) ? counted with { Key = common(key) } : counted;
            return _counts[counted] = _counts.GetValueOrDefault(counted) + 1;
        }
    }

    /// <summary>Removes and returns the counts of the minutes that have ended.</summary>
    public IReadOnlyList<(DateTimeOffset Minute, TKey Key, int Count)> Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            var ended = _counts.Where(count => count.Key.Minute <= now - TimeSpan.FromMinutes(1)).ToArray();
            foreach (var (key, _) in ended)
            {
                _counts.Remove(key);
            }

            return [.. ended.Select(count => (count.Key.Minute, count.Key.Key, count.Value))];
        }
    }

    private DateTimeOffset Minute()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private readonly record struct MinuteOf(DateTimeOffset Minute, TKey Key);
}
