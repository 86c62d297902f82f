using FuncGateway.Core.Access;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Usage;

/// <summary>Reads the current state of the counters that limit a grant: its own at each server that it reaches, and those that all grants of a server share.</summary>
public sealed class CounterReader(PublishedPolicies policies, ICounters counters, TimeProvider time)
{
    /// <returns>One reading for each limit of the grant's policies, by server.</returns>
    /// <exception cref="StoreUnavailableException">A counter or the policy cannot be read.</exception>
    public async Task<IReadOnlyList<CounterReading>> ReadAsync(Grant grant, CancellationToken cancellationToken)
    {
        var readings = new List<CounterReading>();
        foreach (var access in grant.Access)
        {
            readings.AddRange(await ReadAsync(new CounterScope(grant.Id, access.Server), access.Policy, cancellationToken));
        }

        return readings;
    }

    private async Task<IReadOnlyList<CounterReading>> ReadAsync(CounterScope scope, PolicyId? policy, CancellationToken cancellationToken)
    {
        var published = policy is null ? null : await policies.FindAsync(scope.Server, policy, cancellationToken);
        return await ReadAsync(scope, published?.Policy.Limits ?? [], cancellationToken);
    }

    /// <summary>Reads the counters of limits, which need not be those of a policy in force.</summary>
    /// <returns>One reading for each limit, in their order.</returns>
    /// <exception cref="StoreUnavailableException">A counter cannot be read.</exception>
    public async Task<IReadOnlyList<CounterReading>> ReadAsync(CounterScope scope, IEnumerable<Limit> limits, CancellationToken cancellationToken)
    {
        var (readings, states) = (new List<CounterReading>(), new Dictionary<CounterKey, RateCounterState?>());
        foreach (var limit in limits)
        {
            var key = CounterKey.Of(scope, limit);
            if (!states.TryGetValue(key, out var state))
            {
                states[key] = state = await counters.ReadAsync(key, cancellationToken);
            }

            readings.Add(CounterReading.Of(scope.Server, limit, state, time.GetUtcNow()));
        }

        return readings;
    }
}

/// <summary>The state of a counter in the current window of a limit.</summary>
/// <param name="Used">
/// What has been issued in the window. This includes permits that an instance of the gateway holds for calls to come; it returns those that it does not
/// use within <see cref="LimitOptions.ReturnUnusedAfter"/>.
/// </param>
public sealed record CounterReading(ServerId Server, Limit Limit, decimal Used, DateTimeOffset ResetsAt)
{
    /// <summary>Whether all grants of the server share the counter.</summary>
    public bool IsShared => Limit.Scope == Scope.Server;

    /// <summary>What is left in the window. The maximum may have been lowered below what had been used.</summary>
    public decimal Remaining => Math.Max(0, Limit.Max - Used);

    internal static CounterReading Of(ServerId server, Limit limit, RateCounterState? state, DateTimeOffset now) => new(
        server, limit, state?.IssuedIn(limit.CounterId, limit.Window.Seconds, limit.Window.IndexOf(now)) ?? 0, limit.Window.EndOf(now));
}
