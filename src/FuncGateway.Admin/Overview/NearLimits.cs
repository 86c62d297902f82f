using FuncGateway.Admin.Grants;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Overview;

/// <summary>Finds the counters with the least left.</summary>
internal sealed class NearLimits(IGrantStore grants, CounterReader counters, TimeProvider time)
{
    private const int Max = 10;

    /// <summary>How many recently used grants are looked at: each takes a read for itself and for each of its counters.</summary>
    private const int MaxGrants = 50;

    /// <summary>Lists the counters in use, as <see cref="ListAsync"/>. Returns null if they cannot be read: the rest of the overview does not need them.</summary>
    public async Task<IReadOnlyList<NearLimitView>?> TryListAsync(DayUsage usage, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(usage, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Lists the counters in use of grants that were used recently, the nearest to its limit first.</summary>
    private async Task<IReadOnlyList<NearLimitView>> ListAsync(DayUsage usage, CancellationToken cancellationToken)
    {
        var recent = usage.RecentGrants.Order(StringComparer.Ordinal).TakeLast(MaxGrants);
        var found = await Task.WhenAll(recent.Select(grant => ReadAsync(grant, cancellationToken)));
        return
        [
            .. found.SelectMany(each => each)
                .DistinctBy(each => (each.Counter.Server, each.Counter.Counter, each.Counter.Window, each.Counter.Max, each.Counter.Scope == "server" ? "" : each.Grant.Id.Value))
                .OrderBy(each => each.Counter.Max == 0 ? 0 : each.Counter.Remaining / each.Counter.Max)
                .ThenBy(each => each.Counter.ResetsAt)
                .ThenBy(each => each.Grant.Id.Value, StringComparer.Ordinal)
                .Take(Max)
                .Select(each => NearLimitView.Of(each.Grant, each.Counter)),
        ];
    }

    private async Task<IReadOnlyList<(Grant Grant, CounterView Counter)>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (!GrantId.TryParse(id, out var parsed) || await grants.FindAsync(parsed, cancellationToken) is not { Value: var grant } || !grant.IsLive(time.GetUtcNow()))
        {
            return [];
        }

        var readings = await counters.ReadAsync(grant, cancellationToken);
        return [.. readings.Where(reading => reading.Used > 0).Select(reading => (grant, CounterView.Of(reading, time.GetUtcNow())))];
    }
}
