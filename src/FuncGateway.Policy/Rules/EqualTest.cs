using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary><c>eq</c>, <c>neq</c>, <c>in</c>, <c>not_in</c>: equal to some of the operands, or to none.</summary>
internal sealed class EqualTest(IReadOnlyList<JsonOperand> operands, bool wanted) : ArgumentTest
{
    private readonly JsonOperand[] _operands = [.. operands];

    public override string Accepted => "any value";

    public override bool NeverHolds => wanted && _operands.Length == 0;

    public override Outcome Judge(in ArgumentValue value)
    {
        foreach (var operand in _operands)
        {
            if (operand.Equals(value))
            {
                return Say(wanted);
            }
        }

        return Say(!wanted);
    }
}
