using FuncGateway.Core.Limits;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Durable;

/// <summary>Removes what the durable engine keeps after the work is done: spent counters, rows of emptied ones, histories of finished flows.</summary>
public sealed partial class DurableCleaning(TimeProvider time, ILogger<DurableCleaning> logger)
{
    /// <summary>Histories this young stay, to be looked at. What a flow decided stands in the stores.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Days looked at in one run. A flow lives 7 days at most, so a month of missed runs is caught up with.</summary>
    public const int Reach = 35;

    private static readonly TimeSpan Slice = TimeSpan.FromDays(1);
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>How many counters were spent and told to forget, and how many finished flows were deleted.</summary>
    public async Task<(int Counters, int Flows)> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        // A counter emptied now keeps its rows until the engine's own waiting time has passed: the next run takes them.
        var emptied = await RemoveEmptyCountersAsync(client, cancellationToken);
        var spent = await ForgetSpentCountersAsync(client, cancellationToken);
        var flows = await PurgeFinishedFlowsAsync(client, cancellationToken);
        LogCleaned(spent, emptied, flows);
        return (spent, flows);
    }

    private async Task<int> ForgetSpentCountersAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var spent = 0;
        var counters = client.Entities.GetAllEntitiesAsync<RateCounterState>(
            new EntityQuery { InstanceIdStartsWith = RateCounterEntity.IdPrefix, IncludeState = true });
        await foreach (var counter in counters.WithCancellation(cancellationToken))
        {
            if (counter.IncludesState && counter.State.IsSpent(time.GetUtcNow()))
            {
                await client.Entities.SignalEntityAsync(
                    counter.Id, nameof(RateCounterEntity.Forget), input: null, options: null, cancellationToken);
                spent++;
            }
        }

        return spent;
    }

    private static async Task<int> RemoveEmptyCountersAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var request = new CleanEntityStorageRequest { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };
        var result = await client.Entities.CleanEntityStorageAsync(request, continueUntilComplete: true, cancellationToken);
        return result.EmptyEntitiesRemoved;
    }

    // Day by day, so that no single request outlives the 100 s which the connection to the host allows.
    private async Task<int> PurgeFinishedFlowsAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var purged = 0;
        var end = time.GetUtcNow() - Kept;
        for (var day = Reach; day > 0; day--)
        {
            var filter = new PurgeInstancesFilter(end - (Slice * day), end - (Slice * (day - 1)), Finished);
            var result = await client.PurgeAllInstancesAsync(filter, options: null, cancellationToken);
            purged += result.PurgedInstanceCount;
        }

        return purged;
    }

    [LoggerMessage(LogLevel.Information, "Cleaned up: {Spent} spent and {Emptied} emptied counters, {Flows} finished flows")]
    private partial void LogCleaned(int spent, int emptied, int flows);
}
