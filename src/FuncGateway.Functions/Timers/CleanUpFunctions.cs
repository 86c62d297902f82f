using FuncGateway.Core;
using FuncGateway.Core.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Timers;

/// <summary>Daily deletion of what is no longer needed: histories of the durable engine, and whatever in the stores is past its retention.</summary>
public sealed class CleanUpFunctions(DurableCleanUp durable, Retentions retentions)
{
    public const string DurableSchedule = "0 17 3 * * *";
    public const string StoresSchedule = "0 37 3 * * *";

    [Function("clean-up")]
    public Task CleanUpDurable(
        [TimerTrigger(DurableSchedule)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => durable.RunAsync(client, cancellationToken);

    [Function("clean-up-stores")]
    public Task CleanUpStores([TimerTrigger(StoresSchedule)] TimerInfo timer, CancellationToken cancellationToken) => retentions.RunAsync(cancellationToken);
}
