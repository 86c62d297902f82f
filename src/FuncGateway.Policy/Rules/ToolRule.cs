using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Rules;

/// <summary>The rule for calls of one tool or of all tools, or for requests of a resource or prompt.</summary>
internal sealed class ToolRule
{
    public static readonly ToolRule Empty = new();

    public PathTree Paths { get; init; } = new();

    public Entry[] Require { get; init; } = [];

    public Entry[] DenyIf { get; init; } = [];

    public ApprovalEntry[] RequireApproval { get; init; } = [];

    public Limit[] Limits { get; init; } = [];

    /// <summary>Whether every call is denied, whatever its arguments.</summary>
    public bool DeniesAlways => Array.Exists(DenyIf, entry => entry.Conditions.IsEmpty) || Array.Exists(Require, entry => entry.Conditions.NeverHolds);
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
