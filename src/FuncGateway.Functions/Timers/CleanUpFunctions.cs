using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Timers;

/// <summary>Daily deletion of what is past its retention: histories of the durable engine, approvals, audit records, retired policies and owners of tasks.</summary>
// Five parameters: the five clean-ups.
public sealed class CleanUpFunctions(DurableCleanUp durable, ApprovalRetention approvals, AuditRetention audit, PolicyRetention policies, TaskRetention tasks)
{
    public const string DurableSchedule = "0 17 3 * * *";
    public const string ApprovalSchedule = "0 37 3 * * *";
    public const string AuditSchedule = "0 57 3 * * *";
    public const string TaskSchedule = "0 7 4 * * *";

    [Function("clean-up")]
    public Task CleanUpDurable(
        [TimerTrigger(DurableSchedule)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => durable.RunAsync(client, cancellationToken);

    [Function("clean-up-approvals")]
    public Task CleanUpApprovals([TimerTrigger(ApprovalSchedule)] TimerInfo timer, CancellationToken cancellationToken) => approvals.RunAsync(cancellationToken);

    [Function("clean-up-audit")]
    public async Task CleanUpAudit([TimerTrigger(AuditSchedule)] TimerInfo timer, CancellationToken cancellationToken)
    {
        await audit.RunAsync(cancellationToken);
        await policies.RunAsync(cancellationToken);
    }

    [Function("clean-up-tasks")]
    public Task CleanUpTasks([TimerTrigger(TaskSchedule)] TimerInfo timer, CancellationToken cancellationToken) => tasks.RunAsync(cancellationToken);
}
