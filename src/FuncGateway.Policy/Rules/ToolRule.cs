using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Rules;

/// <summary>The rule for calls of one tool or of all tools, or for requests of a resource or prompt.</summary>
internal sealed class ToolRule
{
    public static readonly ToolRule Empty = new();

    /// <summary>The name or pattern of the rule, as the policy writes it; empty for a rule that is not written.</summary>
    public string Name { get; init; } = "";

    /// <summary>JSON Pointer to the rule; empty for a rule that is not written.</summary>
    public string Pointer { get; init; } = "";

    public PathTree Paths { get; init; } = new();

    public Entry[] Require { get; init; } = [];

    public Entry[] DenyIf { get; init; } = [];

    public ApprovalEntry[] RequireApproval { get; init; } = [];

    public Limit[] Limits { get; init; } = [];

    /// <summary>The entry that denies every call, whatever its arguments; null if there is none.</summary>
    public Entry? DenyingAlways => Array.Find(Require, entry => entry.Conditions.NeverHolds) ?? Array.Find(DenyIf, entry => entry.Conditions.IsEmpty);

    /// <summary>The entry that holds every call for approval, whatever its arguments; null if there is none.</summary>
    public ApprovalEntry? HoldingAlways => Array.Find(RequireApproval, entry => entry.Conditions.IsEmpty);

    /// <summary>The entries whose outcome depends on the arguments.</summary>
    public IEnumerable<Entry> Conditional => Require.Concat(DenyIf).Concat(RequireApproval).Where(entry => !entry.Conditions.IsEmpty);
}

/// <summary>One entry of <c>require</c> or <c>deny_if</c>.</summary>
internal class Entry(string pointer, ConditionGroup conditions, string? onDeny)
{
    private readonly Decision _denial = Decision.Denied(new Reason.ByEntry(pointer, onDeny));

    public string Pointer => pointer;

    public ConditionGroup Conditions => conditions;

    /// <summary>Evaluates an entry of <c>require</c>. Returns null if it is satisfied, otherwise the denial.</summary>
    public Decision? Require(ArgumentReading reading) => conditions.Evaluate(reading) switch
    {
        Outcome.Holds => null,
        Outcome.Fails => _denial,
        _ => DenyNotEvaluable(reading),
    };

    /// <summary>Evaluates an entry of <c>deny_if</c>. Returns null if it is not satisfied, otherwise the denial.</summary>
    public Decision? Forbid(ArgumentReading reading) => conditions.Evaluate(reading) switch
    {
        Outcome.Holds => _denial,
        Outcome.Fails => null,
        _ => DenyNotEvaluable(reading),
    };

    protected Decision DenyNotEvaluable(ArgumentReading reading) => Decision.Denied(reading.Obstacle switch
    {
        Obstacle.LookAlike alike => new Reason.AmbiguousArgument(pointer, alike.Path, alike.Key),
        Obstacle.WrongKind wrong => new Reason.NotEvaluable(pointer, wrong.Path, wrong.Found, wrong.Accepted),
        _ => new Reason.ByEntry(pointer, onDeny),
    });
}

/// <summary>One entry of <c>require_approval</c>.</summary>
internal sealed class ApprovalEntry(ConditionGroup conditions, ApprovalTerms terms) : Entry(terms.Pointer, conditions, terms.OnDeny)
{
    /// <summary>Returns the decision to hold a call.</summary>
    public Decision Hold(IReadOnlyList<Charge> charges) =>
        new(Verdict.Hold, new Reason.ApprovalRequired(Pointer, terms.OnPending), charges, terms);

    /// <summary>Returns whether approval is required, or a denial if that cannot be evaluated.</summary>
    public (bool IsAsked, Decision? Denial) Evaluate(ArgumentReading reading) => Conditions.Evaluate(reading) switch
    {
        Outcome.Holds => (true, null),
        Outcome.Fails => (false, null),
        _ => (false, DenyNotEvaluable(reading)),
    };
}
