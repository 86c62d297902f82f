namespace FuncGateway.Core.Approvals;

/// <summary>The event "decided". It says nothing of its own: the row does.</summary>
public sealed record ApprovalEvent(string Id);
