using System.Text;
using CsCheck;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Rules;

/// <summary>A long list is looked up, a short one is compared. Both decide alike.</summary>
public sealed class OperandSetTests
{
    private static readonly Gen<string> Operand = Gen.OneOf(
        Gen.OneOf("0", "-0", "5", "5.0", "5e0", "9007199254740993", "9007199254740992", "1e400", "-1e400", "1e-400", "0.1", "0.1000000000000000055"),
        Gen.OneOf("\"\"", "\"a\"", "\"5\"", "\"\\u0061\"", "\"é\"", "true", "false", "null"),
        Gen.OneOf("[]", "[5]", "[\"a\",{}]", "{}", "{\"a\":5}", "[9007199254740993]"));

    // Values that no other operand is like, so that the list is long.
    private static readonly string Filling = string.Join(",", Enumerable.Range(0, 20).Select(number => $"{number + 1_000},\"filling-{number}\""));

    [Fact]
    public void LongAndShortLists_DecideAlike() =>
        Gen.Select(Operand.Array[0, 6], Operand, Gen.OneOf("in", "not_in")).Sample((operands, value, op) =>
        {
            var list = string.Join(",", operands);
            var (shortList, longList) = (Decide(op, list, value), Decide(op, operands.Length == 0 ? Filling : $"{list},{Filling}", value));
            Assert.True((shortList.Verdict, shortList.Reason.AgentText) == (longList.Verdict, longList.Reason.AgentText), $"{value} {op} [{list}]: {shortList.Reason.AgentText}, but {longList.Reason.AgentText} with more operands");
        });

    private static Decision Decide(string op, string operands, string value) =>
        Policies.Read($$"""{"version":"1","default":"deny","tools":{"a":{"require":[{"conditions":[{"path":"args.x","op":"{{op}}","value":[{{operands}}]}]}]} } }""")
            .Decide(new ToolCall("a", Encoding.UTF8.GetBytes($$"""{"x":{{value}} }""")));
}
