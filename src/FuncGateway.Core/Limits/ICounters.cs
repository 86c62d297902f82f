using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Limits;

/// <summary>
/// What a client of a durable entity can do: signal it and read its state. A signal arrives at least once, in any order, up to minutes late;
/// nothing is answered, the reply stands in the state.
/// </summary>
public interface ICounters
{
    Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken);

    Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken);

    /// <summary>Null while the counter has no state.</summary>
    Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken);
}

/// <summary>Names one RateCounter: <c>grant:&lt;id&gt;</c>, or <c>server:&lt;id&gt;</c> for limits that all grants of a server share.</summary>
public sealed record CounterKey
{
    private CounterKey(string value) => Value = value;

    public string Value { get; }

    public static CounterKey Of(GrantId grant) => new("grant:" + grant.Value);

    public static CounterKey Of(ServerId server) => new("server:" + server.Value);

    public override string ToString() => Value;
}
