using Microsoft.DurableTask;

namespace FuncGateway.Core.Approvals;

/// <summary><see cref="ApprovalActivities.CloseAsync"/> as an activity of the flow.</summary>
public sealed class ApprovalCloseActivity(ApprovalActivities activities) : TaskActivity<string, ApprovalClosing>
{
    public const string Name = "ApprovalClose";

    public override Task<ApprovalClosing> RunAsync(TaskActivityContext context, string input) => activities.CloseAsync(input, CancellationToken.None);
}
