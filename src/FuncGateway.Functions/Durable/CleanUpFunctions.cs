using FuncGateway.Core.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Durable;

/// <summary>Once a day, at a quiet minute.</summary>
public sealed class CleanUpFunctions(DurableCleaning cleaning)
{
    public const string Schedule = "0 17 3 * * *";

    [Function("clean-up")]
    public Task CleanUp(
        [TimerTrigger(Schedule)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => cleaning.RunAsync(client, cancellationToken);
}
