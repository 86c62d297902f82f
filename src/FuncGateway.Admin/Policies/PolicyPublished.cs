using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision was made; it holds everywhere within 2 s.</summary>
internal sealed record PolicyPublished(string Policy, int Revision, IReadOnlyList<FieldProblem> Warnings) : IAuditedResult
{
    public string ForAudit() => $"revision {Revision}";
}
