namespace FuncGateway.Testing.Flows;

/// <summary>What came of an operation: a line of the history.</summary>
/// <param name="Result">JSON; null when the wait ended without an event, the sleep is over, or the activity failed.</param>
public sealed record FlowStep(FlowOperation Operation, DateTimeOffset At, string? Result, bool IsFailure = false);
