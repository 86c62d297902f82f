namespace FuncGateway.Policies.Decisions;

/// <summary>What a policy says of one call.</summary>
/// <param name="Verdict">Whether the call is denied, held for a person, or allowed.</param>
/// <param name="Reason">Why, as data.</param>
/// <param name="Charges">What an allowed or approved call takes: all of them or none. Empty for a denial.</param>
/// <param name="Approval">How a held call waits; null for the other verdicts.</param>
/// <param name="ApprovalRule">Identifies the content of the entry that asks for the person: another one as soon as anything in it changes.</param>
public sealed record Decision(Verdict Verdict, Reason Reason, IReadOnlyList<Charge> Charges, ApprovalTerms? Approval = null, string? ApprovalRule = null)
{
    internal static Decision Denied(Reason reason) => new(Verdict.Deny, reason, []);
}
