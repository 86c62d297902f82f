namespace FuncGateway.Testing.Flows;

/// <summary>One thing a flow asked its runtime for.</summary>
/// <param name="Name">Of the activity or the event; empty for a sleep.</param>
/// <param name="Input">Of the activity, as JSON.</param>
/// <param name="AtMost">How long it waits or sleeps.</param>
public sealed record FlowOperation(FlowOperationKind Kind, string Name, string Input, TimeSpan AtMost);
