using FuncGateway.Core.Limits;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Durable;

/// <summary>Removes data that the durable engine no longer needs: spent counters, the rows of emptied ones, and the histories of finished flows.</summary>
public sealed partial class DurableCleanUp(TimeProvider time, ILogger<DurableCleanUp> logger)
{
    /// <summary>Histories younger than this are kept for diagnosis. What a flow decided is in the stores.</summary>
    public static readonly TimeSpan HistoryRetention = TimeSpan.FromDays(1);

    /// <summary>Number of days covered by one run. A flow runs for at most 7 days, so this makes up for a month of missed runs.</summary>
    public const int MaxDaysPerRun = 35;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Returns the number of spent counters that were told to delete their state, and of finished flows that were deleted.</summary>
    public async Task<(int Counters, int Flows)> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        // The engine keeps the rows of a counter emptied in this run for a while; the next run removes them.
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

    // Day by day, so that no single request exceeds the 100 s timeout of the connection to the host.
    private async Task<int> PurgeFinishedFlowsAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var purged = 0;
        var end = time.GetUtcNow() - HistoryRetention;
        for (var day = MaxDaysPerRun; day > 0; day--)
        {
            var filter = new PurgeInstancesFilter(end - (OneDay * day), end - (OneDay * (day - 1)), Finished);
            var result = await client.PurgeAllInstancesAsync(filter, options: null, cancellationToken);
            purged += result.PurgedInstanceCount;
        }

        return purged;
    }

    [LoggerMessage(LogLevel.Information, "Cleaned up: {Spent} spent and {Emptied} emptied counters, {Flows} finished flows")]
    private partial void LogCleaned(int spent, int emptied, int flows);
}
