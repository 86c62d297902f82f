using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary>A condition on the arguments of a call.</summary>
internal abstract class Condition
{
    /// <summary>Whether the condition cannot hold for any call.</summary>
    public virtual bool NeverHolds => false;

    public abstract Outcome Evaluate(ArgumentReading reading);
}

/// <summary>The outcome of a condition. One that cannot be evaluated denies the call, wherever it is in the rule.</summary>
internal enum Outcome
{
    NotEvaluable,
    Fails,
    Holds,
}

/// <summary>A group of conditions of which all, or any, must hold.</summary>
internal sealed class ConditionGroup(IReadOnlyList<Condition> conditions, bool any) : Condition
{
    /// <summary>The empty group, which holds for every call.</summary>
    public static readonly ConditionGroup Always = new([], any: false);

    private readonly Condition[] _conditions = [.. conditions];

    public bool IsEmpty => _conditions.Length == 0;

    /// <summary>Whether one of the conditions is enough.</summary>
    public bool IsAny => any;

    public IReadOnlyList<Condition> Conditions => _conditions;

    public override bool NeverHolds => any ? Array.TrueForAll(_conditions, each => each.NeverHolds) : Array.Exists(_conditions, each => each.NeverHolds);

    public override Outcome Evaluate(ArgumentReading reading)
    {
        var result = any ? Outcome.Fails : Outcome.Holds;
        foreach (var condition in _conditions)
        {
            var outcome = condition.Evaluate(reading);
            if (outcome == Outcome.NotEvaluable)
            {
                // Even if another condition has already determined the result, so that the order of conditions does not matter.
                return Outcome.NotEvaluable;
            }

            result = outcome == Outcome.Holds == any ? outcome : result;
        }

        return result;
    }
}
