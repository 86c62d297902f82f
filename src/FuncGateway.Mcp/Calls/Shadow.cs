using FuncGateway.Core.Audit;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>What becomes of a decision under a policy in shadow mode.</summary>
internal static class Shadow
{
    private static readonly Reason Allowed = new Reason.Allowed();

    /// <summary>The decision to enforce: the request goes on. Its charges are kept, because limits count in shadow too, under names of their own.</summary>
    public static Decision Enforced(Decision decision) => decision is { Verdict: Verdict.Allow } ? decision : new Decision(Verdict.Allow, Allowed, decision.Charges);

    /// <summary>What the audit log says of the decision; null if it allows the request.</summary>
    public static WouldBe? WouldBeOf(Decision decision) =>
        decision.Verdict == Verdict.Allow ? null : new WouldBe(AuditVerdicts.Of(decision), decision.Reason.Rule, decision.Reason.LogText);

    /// <summary>What the audit log says of a request that a limit would have refused, or for which it could not be checked.</summary>
    public static WouldBe WouldBeOf(Refusal refusal, decimal? max) => new(refusal.Verdict, refusal.Rule, refusal.LogText, max);
}
