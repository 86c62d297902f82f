namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>A finding about a checkpoint.</summary>
/// <param name="Number">The number of the checkpoint.</param>
/// <param name="Text">What was found, as a sentence.</param>
public sealed record CheckpointProblem(AuditProblemKind Kind, long Number, string Text);
