using FuncGateway.Gateway.Limits;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Durable;

/// <summary>Where the platform delivers the operations of a counter.</summary>
public static class RateCounterFunctions
{
    public const string EntityName = RateCounterEntity.EntityName;

    /// <summary>What the ids of all counters begin with; the platform writes an entity's name in lower case.</summary>
    public const string IdPrefix = "@ratecounter@";

    [Function(EntityName)]
    public static Task RateCounter([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<RateCounterEntity>();
}
