using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Signals and reads entities of the engine in this process.</summary>
internal sealed class EngineEntityClient(AzureStorageOrchestrationService service) : DurableEntityClient("engine")
{
    private EntityBackendQueries Queries => ((IEntityOrchestrationService)service).EntityBackendQueries
        ?? throw new InvalidOperationException("The durable engine does not support entity queries.");

    public override async Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default)
    {
        (DateTime, DateTime)? at = options?.SignalTime?.UtcDateTime is { } time ? EntityMessageEvent.GetCappedScheduledTime(time, TimeSpan.FromDays(6), time) : null;
        var target = new OrchestrationInstance { InstanceId = id.ToString() };
        var signal = ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), operationName, EngineJson.Converter.Serialize(input), at);
        await service.SendTaskOrchestrationMessageAsync(signal.AsTaskMessage());
    }

    public override async Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } entity ? Untyped(entity, includeState) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } entity ? Typed<T>(entity, includeState) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => List(filter, Untyped);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => List(filter, Typed<T>);

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        var asked = request ?? CleanEntityStorageRequest.Default;
        var (emptied, released, next) = (0, 0, asked.ContinuationToken);
        do
        {
            var done = await Queries.CleanEntityStorageAsync(
                new() { RemoveEmptyEntities = asked.RemoveEmptyEntities, ReleaseOrphanedLocks = asked.ReleaseOrphanedLocks, ContinuationToken = next }, cancellation);
            (emptied, released, next) = (emptied + done.EmptyEntitiesRemoved, released + done.OrphanedLocksReleased, done.ContinuationToken);
        }
        while (continueUntilComplete && next is not null);

        return new CleanEntityStorageResult { EmptyEntitiesRemoved = emptied, OrphanedLocksReleased = released, ContinuationToken = next };
    }

    private static EntityInstanceId IdOf(EntityBackendQueries.EntityMetadata entity) => new(entity.EntityId.Name, entity.EntityId.Key);

    private static EntityMetadata Untyped(EntityBackendQueries.EntityMetadata entity, bool withState) =>
        new(IdOf(entity), withState && entity.SerializedState is { } state ? new SerializedData(state, EngineJson.Converter) : null)
        {
            LastModifiedTime = entity.LastModifiedTime,
            BacklogQueueSize = entity.BacklogQueueSize,
            LockedBy = entity.LockedBy,
        };

    private static EntityMetadata<T> Typed<T>(EntityBackendQueries.EntityMetadata entity, bool withState) =>
        withState && entity.SerializedState is { Length: > 0 } serialized && EngineJson.Converter.Deserialize<T>(serialized) is { } state
            ? new(IdOf(entity), state) { LastModifiedTime = entity.LastModifiedTime, BacklogQueueSize = entity.BacklogQueueSize, LockedBy = entity.LockedBy }
            : new(IdOf(entity)) { LastModifiedTime = entity.LastModifiedTime, BacklogQueueSize = entity.BacklogQueueSize, LockedBy = entity.LockedBy };

    private Task<EntityBackendQueries.EntityMetadata?> FindAsync(EntityInstanceId id, bool withState, CancellationToken cancellation) =>
        Queries.GetEntityAsync(new EntityId(id.Name, id.Key), withState, includeStateless: false, cancellation);

    private AsyncPageable<T> List<T>(EntityQuery? filter, Func<EntityBackendQueries.EntityMetadata, bool, T> show)
        where T : notnull => Pageable.Create<T>(async (token, cancellation) =>
    {
        var withState = filter?.IncludeState ?? true;
        var page = await Queries.QueryEntitiesAsync(
            new()
            {
                InstanceIdStartsWith = filter?.InstanceIdStartsWith,
                LastModifiedFrom = filter?.LastModifiedFrom?.UtcDateTime,
                LastModifiedTo = filter?.LastModifiedTo?.UtcDateTime,
                IncludeState = withState,
                IncludeTransient = filter?.IncludeTransient ?? false,
                PageSize = filter?.PageSize,
                ContinuationToken = token,
            },
            cancellation);
        return new Page<T>([.. page.Results.Select(entity => show(entity, withState))], page.ContinuationToken);
    });
}
