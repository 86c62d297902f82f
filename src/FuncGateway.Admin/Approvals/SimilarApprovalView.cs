using System.Text.Json;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>A decided approval for a call of the same tool of the same server.</summary>
/// <param name="State">As in <see cref="ApprovalView"/>.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="GrantLabel">The grant that asked.</param>
internal sealed record SimilarApprovalView(string Id, string State, ApprovalDecisionView? Decision, DateTimeOffset CreatedAt, string GrantLabel)
{
    public static SimilarApprovalView Of(Approval approval, DateTimeOffset now) => new(
        approval.Id.ToString(), ApprovalView.NameOf(approval.StateAt(now)), ApprovalDecisionView.Of(approval), approval.CreatedAt, approval.Subject.GrantLabel);
}

/// <summary>The latest approved call of the same tool of the same server.</summary>
/// <param name="At">When it was approved.</param>
/// <param name="Arguments">As the agent sent them.</param>
internal sealed record LastApprovedView(string Id, DateTimeOffset At, JsonElement Arguments);
