using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>A part of a rule that reads one path of the arguments: a condition, or the amount of a limit.</summary>
internal abstract record Atom(ArgumentPath Path, PathTree Tree)
{
    /// <summary>What an evaluation takes, in steps of a <see cref="WorkBudget"/>.</summary>
    public virtual int Steps => 1;

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
        public override int Steps { get; } = Condition.Test is EqualTest equal ? 1 + equal.Operands.Count(IsComposite) : 1;

        protected override Outcome Evaluate(ArgumentReading reading) => Condition.Evaluate(reading);

        // Lists and objects are compared one by one.
        private static bool IsComposite(JsonOperand operand) => operand.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject;
    }

    /// <summary>Holds if the limit can have room for the amount. If the amount cannot be counted, the call is denied as for a condition that is not evaluable.</summary>
    public sealed record OfAmount(Limit Limit, ArgumentSource Source, PathTree Tree) : Atom(Source.Path, Tree)
    {
        protected override Outcome Evaluate(ArgumentReading reading) =>
            !Amount.TryRead(Limit, reading, out var amount, out _) ? Outcome.NotEvaluable
            : amount > Limit.Max ? Outcome.Fails
            : Outcome.Holds;
    }
}
