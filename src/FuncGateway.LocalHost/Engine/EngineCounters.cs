using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Entities;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Limits;
using Microsoft.DurableTask.Converters;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Counters as durable entities: a signal changes one, its state is read back.</summary>
internal sealed class EngineCounters(AzureStorageOrchestrationService service) : ICounters
{
    private readonly TaskHubClient _client = new(service);

    public Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Lease), request);

    public Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Return), request);

    public async Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken)
    {
        var queries = ((IEntityOrchestrationService)service).EntityBackendQueries
            ?? throw new StoreUnavailableException("The durable engine answers no questions about entities.");
        var entity = await EngineFaults.TranslateAsync(() => queries.GetEntityAsync(IdOf(key), includeState: true, includeStateless: false, cancellationToken));
        return entity?.SerializedState is { Length: > 0 } state ? JsonDataConverter.Default.Deserialize<RateCounterState>(state) : null;
    }

    private Task<bool> SignalAsync(CounterKey key, string operation, object request)
    {
        var target = new OrchestrationInstance { InstanceId = IdOf(key).ToString() };
        var signal = ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), operation, JsonDataConverter.Default.Serialize(request), scheduledTimeUtc: null);
        return EngineFaults.TranslateAsync(async () =>
        {
            await _client.ServiceClient.SendTaskOrchestrationMessageAsync(signal.AsTaskMessage());
            return true;
        });
    }

    // Durable Functions writes entity names in lower case; one form in both hosts.
    internal static EntityId IdOf(CounterKey key) => new(RateCounterEntity.EntityName.ToLowerInvariant(), key.Value);
}
