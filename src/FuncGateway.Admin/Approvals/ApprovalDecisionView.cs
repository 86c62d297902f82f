namespace FuncGateway.Admin.Approvals;

/// <summary>What a person said.</summary>
/// <param name="Decision"><c>approve</c> or <c>refuse</c>.</param>
internal sealed record ApprovalDecisionView(string Decision, string By, DateTimeOffset At, string? Reason);
