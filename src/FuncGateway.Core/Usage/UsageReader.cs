using FuncGateway.Core.Access;

namespace FuncGateway.Core.Usage;

/// <summary>Reads the usage of the last 7 days. It is up to a minute late, because each process stores its counts once a minute.</summary>
public sealed class UsageReader(IUsageStore store, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <exception cref="StoreUnavailableException">The usage cannot be read.</exception>
    public async Task<GrantUsage> ReadAsync(GrantId grant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (hour, day, week) = (new PeriodSum(now - Hour), new PeriodSum(now - Day), new PeriodSum(now - Week));
        await foreach (var row in store.ListAsync(week.From, now, cancellationToken))
        {
            foreach (var count in row.Counts.Where(count => count.Key.Grant == grant.Value))
            {
                hour.Add(row.Hour, count);
                day.Add(row.Hour, count);
                week.Add(row.Hour, count);
            }
        }

        return new GrantUsage(week.Last, hour.Read(), day.Read(), week.Read());
    }

    /// <summary>Reads the requests of all grants in the last 24 hours.</summary>
    /// <exception cref="StoreUnavailableException">The usage cannot be read.</exception>
    public async Task<DayUsage> ReadDayAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sum = new DaySum(now);
        await foreach (var row in store.ListAsync(sum.From, now, cancellationToken))
        {
            sum.Add(row);
        }

        return sum.Read();
    }

    /// <summary>Whether a request that names a tool was allowed in the last 7 days.</summary>
    /// <exception cref="StoreUnavailableException">The usage cannot be read.</exception>
    public async Task<bool> HasAllowedCallAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await store.ListAsync(now - Week, now, cancellationToken).AnyAsync(row => row.Counts.Any(count => count.IsAllowedCall), cancellationToken);
    }

    /// <summary>Reads how much each server and each grant is used.</summary>
    /// <exception cref="StoreUnavailableException">The usage cannot be read.</exception>
    public async Task<UsageSummaries> SummarizeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (summaries, firstOfDay) = (new UsageSummaries(), UsageHour.Of(now - Day));
        await foreach (var row in store.ListTotalsAsync(now - Week, now, cancellationToken))
        {
            foreach (var total in row.Totals)
            {
                summaries.Add(total, row.Hour >= firstOfDay ? total.Calls : 0);
            }
        }

        return summaries;
    }
}
