using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Rules;

/// <summary>One entry of <c>require_approval</c>.</summary>
/// <param name="fingerprint">Changes as soon as anything in the entry does.</param>
internal sealed class ApprovalEntry(ConditionGroup conditions, ApprovalTerms terms, string fingerprint) : Entry(terms.Pointer, conditions, terms.OnDeny)
{
    /// <summary>Holds a call for a person.</summary>
    public Decision Hold(IReadOnlyList<Charge> charges) =>
        new(Verdict.Hold, new Reason.ApprovalRequired(Pointer, terms.OnPending), charges, terms, fingerprint);

    /// <summary>Whether a person is asked; a denial when that cannot be told.</summary>
    public (bool IsAsked, Decision? Denial) Judge(ArgumentReading reading) => Conditions.Judge(reading) switch
    {
        Outcome.Holds => (true, null),
        Outcome.Fails => (false, null),
        _ => (false, Unclear(reading)),
    };
}
