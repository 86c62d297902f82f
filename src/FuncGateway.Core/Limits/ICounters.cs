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
