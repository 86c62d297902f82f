namespace FuncGateway.Core.Approvals;

/// <summary>What the flow of an approval is started with: never the arguments.</summary>
public sealed record ApprovalFlowInput(string Id, DateTimeOffset ExpiresAt);
