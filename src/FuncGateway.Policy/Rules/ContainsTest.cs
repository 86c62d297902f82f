using System.Text.Json;
using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary><c>contains</c>: a substring of a string, or an element of a list.</summary>
internal sealed class ContainsTest(JsonOperand operand) : ArgumentTest
{
    public override string Accepted => operand.Text is null ? "a list" : "a string or a list";

    public override Outcome Judge(in ArgumentValue value) => value.Kind switch
    {
        JsonTokenType.String when operand.Text is { } part && value.Text is { } text => Say(text.Span.IndexOf(part) >= 0),
        JsonTokenType.StartArray => Say(operand.IsElementOf(value.Raw)),
        _ => Outcome.Unclear,
    };
}
