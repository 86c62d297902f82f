using System.Text.Json;
using FuncGateway.Policies.Analysis.Verification;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to verify a policy.</summary>
/// <param name="Policy">A policy document, or the id of a policy of the server, with <c>@</c> and a number for one of its revisions.</param>
/// <param name="Server">The server whose tools the policy is compared with, and whose invariants it must hold.</param>
/// <param name="Invariants">A document of invariants, in place of those of the server.</param>
internal sealed record VerifyBody(JsonElement Policy, string? Server = null, JsonElement? Invariants = null);

/// <summary>What an analysis says about a policy.</summary>
/// <param name="Findings">Violated invariants first; at most 500.</param>
/// <param name="Total">The number of findings.</param>
internal sealed record VerifyView(IReadOnlyList<PolicyFindingView> Findings, int Total, InvariantCounts Invariants)
{
    public static VerifyView Of(PolicyVerification verification) => new(
        [.. verification.Findings.Select(PolicyFindingView.Of)],
        verification.Total,
        new InvariantCounts(verification.Proved, verification.Violated, verification.NotDecided));
}

/// <summary>How many invariants hold.</summary>
/// <param name="Proved">No call violates them.</param>
/// <param name="Violated">Some call does.</param>
/// <param name="NotDecided">Neither is known.</param>
internal sealed record InvariantCounts(int Proved, int Violated, int NotDecided);

/// <summary>Something that a person should know about a policy.</summary>
/// <param name="Code">Such as <c>FP001</c>.</param>
/// <param name="Name">Such as <c>never-effective</c>.</param>
/// <param name="Path">JSON Pointer into the policy; for an invariant, into the document of invariants.</param>
/// <param name="Witness">A call that shows it; null if none does.</param>
internal sealed record PolicyFindingView(string Code, string Name, PolicyFindingLevel Level, string Path, string Message, WitnessView? Witness)
{
    public static PolicyFindingView Of(PolicyFinding finding) =>
        new(finding.Code.Id, finding.Code.Name, finding.Code.Level, finding.Path, finding.Message, WitnessView.Of(finding.Witness));
}
