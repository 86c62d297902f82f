using FuncGateway.Core.Approvals;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FuncGateway.Functions.Durable;

/// <summary>The orchestration of an approval and its activities, and the daily clean-up of approvals.</summary>
public sealed class ApprovalFunctions(ApprovalActivities activities, ApprovalCleaning cleaning)
{
    public const string CleanUpSchedule = "0 37 3 * * *";

    [Function("clean-up-approvals")]
    public Task CleanUp([TimerTrigger(CleanUpSchedule)] TimerInfo timer, CancellationToken cancellationToken) => cleaning.RunAsync(cancellationToken);

    [Function(ApprovalFlow.Name)]
    public static Task Flow([OrchestrationTrigger] TaskOrchestrationContext context, ApprovalFlowInput input) =>
        new ApprovalFlow().RunAsync(context, input);

    [Function(ApprovalNotifyActivity.Name)]
    public Task<ApprovalNotice> Notify([ActivityTrigger] string id, CancellationToken cancellationToken) => activities.NotifyAsync(id, cancellationToken);

    [Function(ApprovalCloseActivity.Name)]
    public Task<ApprovalClosing> Close([ActivityTrigger] string id, CancellationToken cancellationToken) => activities.CloseAsync(id, cancellationToken);
}
