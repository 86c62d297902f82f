using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Entities;
using FuncGateway.Gateway.Limits;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Removes what the engine keeps after the work is done: spent counters, rows of emptied ones, histories of finished flows.</summary>
internal sealed class EngineCleaning(AzureStorageOrchestrationService service, TimeProvider time)
{
    /// <summary>Histories this young stay, to be looked at. What a flow decided is in the stores.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly OrchestrationStatus[] Finished = [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Terminated];

    /// <summary>How many counters were told to forget, and how many finished flows were deleted.</summary>
    public Task<(int Counters, int Flows)> RunAsync(CancellationToken cancellationToken) => EngineFaults.TranslateAsync(async () =>
    {
        var queries = ((IEntityOrchestrationService)service).EntityBackendQueries ?? throw new InvalidOperationException("The durable engine answers no questions about entities.");
        await queries.CleanEntityStorageAsync(new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true }, cancellationToken);
        var counters = await ForgetSpentAsync(queries, cancellationToken);
        var purged = await service.PurgeInstanceHistoryAsync(DateTime.UnixEpoch, (time.GetUtcNow() - Kept).UtcDateTime, Finished);
        return (counters, purged.InstancesDeleted);
    });

    // A counter that forgets is emptied; its rows go with the next run, after the engine's own waiting time.
    private async Task<int> ForgetSpentAsync(EntityBackendQueries queries, CancellationToken cancellationToken)
    {
        var (spent, next) = (0, (string?)null);
        do
        {
            var query = new EntityBackendQueries.EntityQuery { InstanceIdStartsWith = $"@{EngineCounters.EntityName}@", IncludeState = true, ContinuationToken = next };
            var page = await queries.QueryEntitiesAsync(query, cancellationToken);
            foreach (var counter in page.Results)
            {
                if (counter.SerializedState is { Length: > 0 } state && EngineJson.Converter.Deserialize<RateCounterState>(state)?.IsSpent(time.GetUtcNow()) == true)
                {
                    await EngineCounters.SignalAsync(service, counter.EntityId, nameof(RateCounterEntity.Forget), null);
                    spent++;
                }
            }

            next = page.ContinuationToken;
        }
        while (next is not null);

        return spent;
    }
}
