namespace FuncGateway.Core.Approvals;

/// <summary>What closing found.</summary>
/// <param name="LookAgainAt">The approval is still pending until then; null when there is nothing left to close.</param>
public sealed record ApprovalClosing(DateTimeOffset? LookAgainAt);
