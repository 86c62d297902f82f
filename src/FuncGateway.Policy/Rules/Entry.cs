using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Rules;

/// <summary>One entry of <c>require</c> or <c>deny_if</c>.</summary>
internal class Entry(string pointer, ConditionGroup conditions, string? onDeny)
{
    private readonly Decision _denial = Decision.Denied(new Reason.ByEntry(pointer, onDeny));

    public string Pointer => pointer;

    public ConditionGroup Conditions => conditions;

    /// <summary>The decision of an entry of <c>require</c>: null when it is satisfied.</summary>
    public Decision? Require(ArgumentReading reading) => conditions.Judge(reading) switch
    {
        Outcome.Holds => null,
        Outcome.Fails => _denial,
        _ => Unclear(reading),
    };

    /// <summary>The decision of an entry of <c>deny_if</c>: null when it is not satisfied.</summary>
    public Decision? Forbid(ArgumentReading reading) => conditions.Judge(reading) switch
    {
        Outcome.Holds => _denial,
        Outcome.Fails => null,
        _ => Unclear(reading),
    };

    protected Decision Unclear(ArgumentReading reading) => Decision.Denied(reading.Obstacle switch
    {
        Obstacle.LookAlike alike => new Reason.AmbiguousArgument(pointer, alike.Path, alike.Key),
        Obstacle.WrongKind wrong => new Reason.NotEvaluable(pointer, wrong.Path, wrong.Found, wrong.Accepted),
        _ => new Reason.ByEntry(pointer, onDeny),
    });
}
