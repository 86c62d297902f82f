using FuncGateway.Core.Access;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Policies;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Usage;

/// <summary>Reads the current state of the counters that limit a grant: its own, and those that it shares with all grants of its server.</summary>
public sealed class CounterReader(PublishedPolicies policies, ICounters counters, TimeProvider time)
{
    /// <returns>One reading for each limit of the grant's policy; none without a policy.</returns>
    /// <exception cref="StoreUnavailableException">A counter or the policy cannot be read.</exception>
    public async Task<IReadOnlyList<CounterReading>> ReadAsync(Grant grant, CancellationToken cancellationToken)
    {
        var published = grant.Policy is null ? null : await policies.FindAsync(grant.Server, grant.Policy, cancellationToken);
        var (readings, states) = (new List<CounterReading>(), new Dictionary<CounterKey, RateCounterState?>());
        foreach (var limit in published?.Policy.Limits ?? [])
        {
            var key = limit.Scope == Scope.Server ? CounterKey.Of(grant.Server) : CounterKey.Of(grant.Id);
            if (!states.TryGetValue(key, out var state))
            {
                states[key] = state = await counters.ReadAsync(key, cancellationToken);
            }

            readings.Add(CounterReading.Of(limit, state, time.GetUtcNow()));
        }

        return readings;
    }
}

/// <summary>The state of a counter in the current window of a limit.</summary>
/// <param name="Used">
/// What has been issued in the window. This includes permits that an instance of the gateway holds for calls to come; it returns those that it does not
/// use within <see cref="LimitOptions.ReturnUnusedAfter"/>.
/// </param>
public sealed record CounterReading(Limit Limit, decimal Used, DateTimeOffset ResetsAt)
{
    /// <summary>Whether all grants of the server share the counter.</summary>
    public bool IsShared => Limit.Scope == Scope.Server;

    /// <summary>What is left in the window. The maximum may have been lowered below what had been used.</summary>
    public decimal Remaining => Math.Max(0, Limit.Max - Used);

    internal static CounterReading Of(Limit limit, RateCounterState? state, DateTimeOffset now) => new(
        limit, state?.IssuedIn(limit.CounterId, limit.Window.Seconds, limit.Window.IndexOf(now)) ?? 0, limit.Window.EndOf(now));
}
