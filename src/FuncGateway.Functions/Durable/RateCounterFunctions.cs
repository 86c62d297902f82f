using FuncGateway.Core.Limits;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Durable;

/// <summary>Where the platform delivers the operations of a counter.</summary>
public static class RateCounterFunctions
{
    [Function(RateCounterEntity.EntityName)]
    public static Task RateCounter([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<RateCounterEntity>();
}
