namespace FuncGateway.Core.Approvals;

/// <summary>What a person said, who it was and when.</summary>
/// <param name="Reason">Shown to the agent when the call is refused.</param>
public sealed record ApprovalAnswer(string By, DateTimeOffset At, string? Reason);
