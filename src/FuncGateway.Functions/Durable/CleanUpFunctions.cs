using FuncGateway.Core.Audit;
using FuncGateway.Core.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Durable;

/// <summary>Daily clean-up of durable data.</summary>
public sealed class CleanUpFunctions(DurableCleaning cleaning)
{
    public const string Schedule = "0 17 3 * * *";

    [Function("clean-up")]
    public Task CleanUp(
        [TimerTrigger(Schedule)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => cleaning.RunAsync(client, cancellationToken);
}

/// <summary>Daily deletion of audit records that are past their retention.</summary>
public sealed class AuditFunctions(AuditRetention retention)
{
    public const string CleanUpSchedule = "0 57 3 * * *";

    [Function("clean-up-audit")]
    public Task CleanUp([TimerTrigger(CleanUpSchedule)] TimerInfo timer, CancellationToken cancellationToken) => retention.RunAsync(cancellationToken);
}
