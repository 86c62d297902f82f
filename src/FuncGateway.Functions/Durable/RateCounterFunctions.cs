using FuncGateway.Core.Limits;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Durable;

/// <summary>Dispatches the operations of rate counters.</summary>
public static class RateCounterFunctions
{
    [Function(RateCounterEntity.EntityName)]
    public static Task RateCounter([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<RateCounterEntity>();
}
