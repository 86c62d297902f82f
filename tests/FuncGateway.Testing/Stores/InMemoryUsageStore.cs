using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryUsageStore(Signal? changed = null) : IUsageStore
{
    private readonly ConcurrentDictionary<(DateTimeOffset Hour, string Writer), UsageHour> _hours = new();

    public FakeOutage Outage { get; } = new(changed);

    public IReadOnlyCollection<UsageHour> All => [.. _hours.Values.OrderBy(hour => hour.Hour)];

    public async Task SaveAsync(UsageHour hour, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        _hours[(hour.Hour, hour.Writer)] = hour;
        changed?.Raise();
    }

    public async IAsyncEnumerable<UsageHour> ListAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var hour in _hours.Values.Where(hour => hour.Hour > from - UsageHour.Length && hour.Hour <= to))
        {
            yield return hour;
        }
    }

    public IAsyncEnumerable<UsageHourTotals> ListTotalsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync(from, to, cancellationToken).Select(hour => new UsageHourTotals(hour.Hour, hour.Totals()));

    public async Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _hours.Count(hour => DateOnly.FromDateTime(hour.Key.Hour.UtcDateTime) < day && _hours.TryRemove(hour));
    }
}
