namespace FuncGateway.Core.Audit;

/// <summary>One place where the log is not as it was written.</summary>
/// <param name="Writer">Whose chain.</param>
/// <param name="Sequence">Which record of it; 0 when it is about the chain as a whole.</param>
/// <param name="Where">The chain, and the record's key as far as there is one.</param>
public sealed record AuditProblem(string Writer, int Sequence, string Where, string What);
