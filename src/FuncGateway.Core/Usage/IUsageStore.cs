namespace FuncGateway.Core.Usage;

/// <summary>Stores what each process counted in each hour. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IUsageStore
{
    /// <summary>Adds the hour of this writer, or replaces what was saved of it before.</summary>
    Task SaveAsync(UsageHour hour, CancellationToken cancellationToken);

    /// <summary>Lists the hours of all writers, from the one that contains <paramref name="from"/> to the one that contains <paramref name="to"/>, in no particular order.</summary>
    IAsyncEnumerable<UsageHour> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Like <see cref="ListAsync"/>, but reads only the totals, which are much shorter.</summary>
    IAsyncEnumerable<UsageHourTotals> ListTotalsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Deletes the hours of all days (UTC) before <paramref name="day"/>.</summary>
    /// <returns>The number of rows deleted.</returns>
    Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken);
}
