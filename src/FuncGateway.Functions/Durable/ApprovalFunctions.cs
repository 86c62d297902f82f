using FuncGateway.Core.Approvals;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FuncGateway.Functions.Durable;

/// <summary>The orchestration of an approval and its activities.</summary>
public sealed class ApprovalFunctions(ApprovalActivities activities)
{
    [Function(ApprovalFlow.Name)]
    public static Task Flow([OrchestrationTrigger] TaskOrchestrationContext context, ApprovalFlowInput input) =>
        new ApprovalFlow().RunAsync(context, input);

    [Function(ApprovalNotifyActivity.Name)]
    public Task<ApprovalNotice> Notify([ActivityTrigger] string id, CancellationToken cancellationToken) => activities.NotifyAsync(id, cancellationToken);

    [Function(ApprovalCloseActivity.Name)]
    public Task<ApprovalClosing> Close([ActivityTrigger] string id, CancellationToken cancellationToken) => activities.CloseAsync(id, cancellationToken);
}
