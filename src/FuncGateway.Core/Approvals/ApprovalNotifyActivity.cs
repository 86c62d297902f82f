using Microsoft.DurableTask;

namespace FuncGateway.Core.Approvals;

/// <summary><see cref="ApprovalActivities.NotifyAsync"/> as an activity of the flow.</summary>
public sealed class ApprovalNotifyActivity(ApprovalActivities activities) : TaskActivity<string, ApprovalNotice>
{
    public const string Name = "ApprovalNotify";

    public override Task<ApprovalNotice> RunAsync(TaskActivityContext context, string input) => activities.NotifyAsync(input, CancellationToken.None);
}
