using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>.</summary>
internal sealed class OrderTest(ExactNumber operand, bool less, bool orEqual) : ArgumentTest
{
    public override string Accepted => "a number";

    public override Outcome Judge(in ArgumentValue value)
    {
        if (value.Kind != JsonTokenType.Number)
        {
            return Outcome.Unclear;
        }

        var order = value.Number.CompareTo(operand);
        return Say(order == 0 ? orEqual : order < 0 == less);
    }
}
