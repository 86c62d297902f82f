namespace FuncGateway.Azure.Durable;

/// <summary>One entry of a flow's history.</summary>
/// <param name="Name">Of the flow, activity or event.</param>
/// <param name="Json">Input, result or payload.</param>
public sealed record FlowEntry(FlowEntryKind Kind, string Name, DateTimeOffset At, DateTimeOffset? Due = null, string? Json = null, string? EventId = null);
