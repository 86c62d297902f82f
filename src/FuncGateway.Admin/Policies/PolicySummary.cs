using FuncGateway.Core.Policies;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision without its document.</summary>
internal sealed record PolicySummary(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom)
{
    public static PolicySummary Of(PolicyRevision revision) =>
        new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom);
}
