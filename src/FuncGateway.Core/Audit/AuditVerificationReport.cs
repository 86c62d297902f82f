namespace FuncGateway.Core.Audit;

/// <summary>What a check of the whole log found.</summary>
/// <param name="Rows">Records looked at.</param>
/// <param name="Chains">Chains that have records, or should.</param>
/// <param name="Problems">The first of them; every one is a sign that somebody changed the store.</param>
public sealed record AuditVerificationReport(bool Ok, long Rows, int Chains, IReadOnlyList<AuditProblem> Problems);
