using FuncGateway.Core.Servers;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>
/// The operations available to a client of a durable entity: send a signal and read the state. Signals are delivered at least once, in any order, up to
/// minutes late. They have no response; the reply to a lease is stored in the state.
/// </summary>
public interface ICounters
{
    Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken);

    Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken);

    Task SignalAsync(CounterKey key, ResetRequest request, CancellationToken cancellationToken);

    /// <summary>Returns the counter's state, or null if it has none.</summary>
    Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken);
}

/// <summary>Identifies a RateCounter: <c>grant:&lt;id&gt;:&lt;server&gt;</c>, or <c>server:&lt;id&gt;</c> for limits shared by all grants of a server.</summary>
public sealed record CounterKey
{
    private CounterKey(string value) => Value = value;

    public string Value { get; }

    public static CounterKey Of(CounterScope scope) => new($"grant:{scope.Grant}:{scope.Server}");

    public static CounterKey Of(ServerId server) => new($"server:{server}");

    /// <summary>Returns the counter of a limit.</summary>
    public static CounterKey Of(CounterScope scope, Limit limit) => limit.Scope == Scope.Server ? Of(scope.Server) : Of(scope);

    public override string ToString() => Value;
}
