using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Entities.OperationFormat;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Creates the orchestrations, activities and entities registered with the Durable Task worker, by name, for the engine.</summary>
internal sealed class TaskObjects(IDurableTaskFactory factory, IServiceProvider services, DurableTaskWorkerOptions options, ILoggerFactory logging)
    : INameVersionObjectManager<TaskOrchestration>, INameVersionObjectManager<TaskActivity>, INameVersionObjectManager<TaskEntity>
{
    private readonly DurableTaskShimFactory _shims = new(options, logging);

    TaskOrchestration? INameVersionObjectManager<TaskOrchestration>.GetObject(string name, string? version) =>
        factory.TryCreateOrchestrator(name, services, out var orchestrator) ? _shims.CreateOrchestration(name, orchestrator) : null;

    TaskActivity? INameVersionObjectManager<TaskActivity>.GetObject(string name, string? version) =>
        factory.TryCreateActivity(name, services, out var activity) ? _shims.CreateActivity(name, activity) : null;

    // Only the entity's name is known here; its key is in the batch of operations.
    TaskEntity INameVersionObjectManager<TaskEntity>.GetObject(string name, string? version) => new EntityByBatch(this, name);

    void INameVersionObjectManager<TaskOrchestration>.Add(ObjectCreator<TaskOrchestration> creator) => throw Fixed();

    void INameVersionObjectManager<TaskActivity>.Add(ObjectCreator<TaskActivity> creator) => throw Fixed();

    void INameVersionObjectManager<TaskEntity>.Add(ObjectCreator<TaskEntity> creator) => throw Fixed();

    private static InvalidOperationException Fixed() => new("Tasks are registered with the Durable Task worker, before the engine starts.");

    private sealed class EntityByBatch(TaskObjects tasks, string name) : TaskEntity
    {
        public override Task<EntityBatchResult> ExecuteOperationBatchAsync(EntityBatchRequest operations)
        {
            if (tasks.Find(name) is not { } entity)
            {
                throw new InvalidOperationException($"There is no entity '{name}'. Accepted: the names of registered entities.");
            }

            var id = EntityId.FromString(operations.InstanceId ?? throw new InvalidOperationException("The batch does not name an entity."));
            return tasks._shims.CreateEntity(name, entity, id).ExecuteOperationBatchAsync(operations);
        }
    }

    private Microsoft.DurableTask.Entities.ITaskEntity? Find(string name) =>
        factory is IDurableTaskFactory2 entities && entities.TryCreateEntity(name, services, out var entity) ? entity : null;
}
