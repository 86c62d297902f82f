using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary>Something that holds for a call, or fails, or cannot be judged.</summary>
internal abstract class Condition
{
    /// <summary>Whether it can hold for no call at all.</summary>
    public virtual bool NeverHolds => false;

    public abstract Outcome Judge(ArgumentReading reading);
}

/// <summary>What a condition says of a call. One that cannot be judged denies the call wherever it stands.</summary>
internal enum Outcome
{
    Unclear,
    Fails,
    Holds,
}

/// <summary>Several conditions of which all, or any, must hold.</summary>
internal sealed class ConditionGroup(IReadOnlyList<Condition> conditions, bool any) : Condition
{
    /// <summary>No conditions at all: holds for every call.</summary>
    public static readonly ConditionGroup Always = new([], any: false);

    private readonly Condition[] _conditions = [.. conditions];

    public bool IsEmpty => _conditions.Length == 0;

    public override bool NeverHolds => any ? Array.TrueForAll(_conditions, each => each.NeverHolds) : Array.Exists(_conditions, each => each.NeverHolds);

    public override Outcome Judge(ArgumentReading reading)
    {
        var result = any ? Outcome.Fails : Outcome.Holds;
        foreach (var condition in _conditions)
        {
            var outcome = condition.Judge(reading);
            if (outcome == Outcome.Unclear)
            {
                // Also when another condition has settled the matter: what cannot be judged is denied, wherever in the list it stands.
                return Outcome.Unclear;
            }

            result = outcome == Outcome.Holds == any ? outcome : result;
        }

        return result;
    }
}
