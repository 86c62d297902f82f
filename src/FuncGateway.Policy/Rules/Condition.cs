using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary>Something that holds for a call, or fails, or cannot be judged.</summary>
internal abstract class Condition
{
    /// <summary>Whether it can hold for no call at all.</summary>
    public virtual bool NeverHolds => false;

    public abstract Outcome Judge(ArgumentReading reading);
}
