using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary>An operator with its operand.</summary>
internal abstract class ArgumentTest
{
    /// <summary>The kinds of value it can judge, in words.</summary>
    public abstract string Accepted { get; }

    /// <summary>What it says when nothing is there.</summary>
    public virtual bool HoldsForMissing => false;

    /// <summary>Whether this operator with this operand can hold for no value at all.</summary>
    public virtual bool NeverHolds => false;

    public abstract Outcome Judge(in ArgumentValue value);

    protected static Outcome Say(bool holds) => holds ? Outcome.Holds : Outcome.Fails;
}
