using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Timers;

/// <summary>Daily deletion of what is past its retention: histories of the durable engine, approvals and audit records.</summary>
public sealed class CleanUpFunctions(DurableCleanUp durable, ApprovalRetention approvals, AuditRetention audit)
{
    public const string DurableSchedule = "0 17 3 * * *";
    public const string ApprovalSchedule = "0 37 3 * * *";
    public const string AuditSchedule = "0 57 3 * * *";

    [Function("clean-up")]
    public Task CleanUpDurable(
        [TimerTrigger(DurableSchedule)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => durable.RunAsync(client, cancellationToken);

    [Function("clean-up-approvals")]
    public Task CleanUpApprovals([TimerTrigger(ApprovalSchedule)] TimerInfo timer, CancellationToken cancellationToken) => approvals.RunAsync(cancellationToken);

    [Function("clean-up-audit")]
    public Task CleanUpAudit([TimerTrigger(AuditSchedule)] TimerInfo timer, CancellationToken cancellationToken) => audit.RunAsync(cancellationToken);
}
