namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>A revision was made; it holds everywhere within 2 s.</summary>
internal sealed record PolicyPublished(string Policy, int Revision, IReadOnlyList<FieldProblem> Warnings);
