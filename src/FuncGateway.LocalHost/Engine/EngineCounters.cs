using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Entities;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Limits;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Counters as durable entities: a signal changes one, its state is read back.</summary>
internal sealed class EngineCounters(AzureStorageOrchestrationService service) : ICounters
{
    // As Durable Functions writes it: entities are named in lower case.
    internal static readonly string EntityName = RateCounterEntity.EntityName.ToLowerInvariant();

    public Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Lease), request);

    public Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Return), request);

    public async Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken)
    {
        var queries = ((IEntityOrchestrationService)service).EntityBackendQueries
            ?? throw new StoreUnavailableException("The durable engine answers no questions about entities.");
        var entity = await EngineFaults.TranslateAsync(() => queries.GetEntityAsync(IdOf(key), includeState: true, includeStateless: false, cancellationToken));
        return entity?.SerializedState is { Length: > 0 } state ? EngineJson.Converter.Deserialize<RateCounterState>(state) : null;
    }

    /// <summary>Sends one operation to an entity. It may arrive late, and more than once.</summary>
    internal static async Task SignalAsync(AzureStorageOrchestrationService service, EntityId entity, string operation, object? request)
    {
        var target = new OrchestrationInstance { InstanceId = entity.ToString() };
        var signal = ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), operation, EngineJson.Converter.Serialize(request), scheduledTimeUtc: null);
        await service.SendTaskOrchestrationMessageAsync(signal.AsTaskMessage());
    }

    internal static EntityId IdOf(CounterKey key) => new(EntityName, key.Value);

    private Task SignalAsync(CounterKey key, string operation, object request) =>
        EngineFaults.TranslateAsync(() => SignalAsync(service, IdOf(key), operation, request));
}
