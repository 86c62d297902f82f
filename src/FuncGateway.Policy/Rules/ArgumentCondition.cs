using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>A condition with a path, an operator and an operand.</summary>
/// <param name="negated">Whether it is nested in an odd number of <c>not</c>.</param>
/// <param name="forEvery">With <c>[*]</c>, whether it must hold for every element, and for at least one, instead of just for some.</param>
// Five parameters: the parts of one condition.
internal sealed class ArgumentCondition(ArgumentPath path, int slot, ArgumentTest test, bool negated, bool forEvery) : Condition
{
    public ArgumentPath Path => path;

    public int Slot => slot;

    public ArgumentTest Test => test;

    /// <summary>Whether the outcome of the test is inverted.</summary>
    public bool IsNegated => negated;

    /// <summary>With <c>[*]</c>, whether it must hold for every element, and for at least one.</summary>
    public bool IsForEvery => forEvery;

    public override bool NeverHolds => !negated && test.NeverHolds;

    public override Outcome Evaluate(ArgumentReading reading)
    {
        if (reading.IsUnreadable)
        {
            reading.Obstacle = new Obstacle.WrongKind("args", "something that is not a JSON object", "a JSON object");
            return Outcome.NotEvaluable;
        }

        ref readonly var found = ref reading.Slot(slot);
        if (found.IsAmbiguous)
        {
            reading.Obstacle = new Obstacle.LookAlike(path.Text, JsonText.Key(found.AmbiguousKey.Span));
            return Outcome.NotEvaluable;
        }

        if (found.IsBlocked)
        {
            reading.Obstacle = new Obstacle.WrongKind(path.Text, found.Blockage, ArgumentPath.AcceptedList);
            return Outcome.NotEvaluable;
        }

        var some = found.IsMissing && test.HoldsForMissing != negated;
        var every = !found.IsMissing || some;
        for (var i = found.First; i >= 0; i = reading.Next(i))
        {
            var value = reading.Value(i);
            var outcome = test.Evaluate(value);
            if (outcome == Outcome.NotEvaluable)
            {
                reading.Obstacle = new Obstacle.WrongKind(path.Text, test.Found(value), test.Accepted);
                return Outcome.NotEvaluable;
            }

            var holds = outcome == Outcome.Holds != negated;
            some |= holds;
            every &= holds;
        }

        return some && (every || !forEvery) ? Outcome.Holds : Outcome.Fails;
    }
}
