using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>A part of a rule that reads one path of the arguments: a condition, or the amount of a limit.</summary>
internal abstract record Atom(ArgumentPath Path, PathTree Tree)
{
    /// <summary>Evaluates the atom as a decision does.</summary>
    /// <param name="arguments">A JSON object.</param>
    public Outcome Evaluate(ReadOnlyMemory<byte> arguments)
    {
        var reading = ArgumentReading.Of(Tree, arguments);
        try
        {
            return Evaluate(reading);
        }
        finally
        {
            reading.Return();
        }
    }

    protected abstract Outcome Evaluate(ArgumentReading reading);

    public sealed record OfCondition(ArgumentCondition Condition, PathTree Tree) : Atom(Condition.Path, Tree)
    {
        protected override Outcome Evaluate(ArgumentReading reading) => Condition.Evaluate(reading);
    }

    /// <summary>Holds if the amount can be counted; otherwise the call is denied as for a condition that is not evaluable.</summary>
    public sealed record OfAmount(Limit Limit, ArgumentSource Source, PathTree Tree) : Atom(Source.Path, Tree)
    {
        protected override Outcome Evaluate(ArgumentReading reading) => Amount.TryRead(Limit, reading, out _, out _) ? Outcome.Holds : Outcome.NotEvaluable;
    }
}
