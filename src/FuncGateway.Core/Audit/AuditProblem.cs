namespace FuncGateway.Core.Audit;

/// <summary>A place where the log differs from what was written.</summary>
/// <param name="Writer">The writer of the chain.</param>
/// <param name="Block">Number of the block; 0 for the chain as a whole.</param>
/// <param name="Where">The chain and, if there is one, the block.</param>
public sealed record AuditProblem(AuditProblemKind Kind, string Writer, int Block, string Where, string What);
