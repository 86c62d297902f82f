using System.Text.Json;
using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary><c>exists</c>: present and not null, or the opposite.</summary>
internal sealed class ExistsTest(bool wanted) : ArgumentTest
{
    public override string Accepted => "any value";

    public override bool HoldsForMissing => !wanted;

    public override Outcome Judge(in ArgumentValue value) => Say((value.Kind != JsonTokenType.Null) == wanted);
}
