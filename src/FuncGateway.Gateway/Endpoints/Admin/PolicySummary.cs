using FuncGateway.Gateway.Policies;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>A revision without its document.</summary>
internal sealed record PolicySummary(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom)
{
    public static PolicySummary Of(PolicyRevision revision) =>
        new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom);
}
