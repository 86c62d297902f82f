using System.Text;
using CsCheck;
using FuncGateway.Policies.Analysis.Explanations;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests.Analysis.Explanations;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("""{"amount":7500,"reason":"x"}""", "amount: 7500 → ", "allow")]
    [InlineData("""{"amount":100}""", "reason: nothing → ", "allow")]
    [InlineData("""{"Amount":1,"reason":"x"}""", "Amount: 1 → ", "allow")]
    [InlineData("""{"amount":"9","reason":"x"}""", "amount: \"9\" → ", "allow")]
    public void Of_ADeniedCall_FindsTheSmallestChange(string arguments, string change, string verdict)
    {
        const string Rule = """{"require":[{"conditions":[{"path":"args.reason","op":"exists","value":true}]}],"deny_if":[{"conditions":[{"path":"args.amount","op":"gt","value":5000}]}]}""";

        var nearest = Explain(Rule, arguments).Nearest!;

        Assert.Equal(verdict, nearest.Verdict);
        Assert.StartsWith(change, Assert.Single(nearest.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AList_ShowsTheValuesInOrder()
    {
        var explained = Explain("""{"deny_if":[{"conditions":[{"path":"args.l[*].p","op":"gt","value":5}]}]}""", """{"l":[{"p":1},{"p":6},{}]}""");

        Assert.Equal("1, 6, missing", explained.Entries[0].Conditions[0].Seen);
    }

    [Theory]
    [InlineData("other", "no rule names the tool, and the default denies")]
    [InlineData("drop", "an entry of hide names it")]
    [InlineData("A", "the name can be taken for another one; the exact name is judged")]
    public void Of_ANameThatIsRefused_SaysWhy(string tool, string hint) =>
        Assert.Equal(hint, Explanation.Of(Read("""{"version":"1","default":"deny","hide":["drop"],"tools":{"a":{}}}"""), Subject.Tool, tool, default).Hint);

    [Fact]
    public void Of_AnyCall_NamesTheEntryThatDecidesAndANearestCallThatDiffers() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule, GeneratedRule.Arguments).Sample(
            (allTools, rule, arguments) =>
            {
                var reading = Read(GeneratedRule.Document(allTools, rule));
                var json = Encoding.UTF8.GetBytes(arguments);
                var decision = reading.Policy!.Decide(new ToolCall("a", json));
                var explained = Explanation.Of(reading, Subject.Tool, "a", json);
                var deciding = explained.Entries.FirstOrDefault(entry => entry.Outcome is EntryOutcome.Denies or EntryOutcome.NotEvaluable);
                Assert.True(deciding is null || decision.Verdict == Verdict.Deny);
                Assert.True(decision.Reason is not Reason.ByEntry denial || deciding?.Rule == denial.Pointer);
                Assert.True(explained.Nearest is null || reading.Policy.Decide(new ToolCall("a", explained.Nearest.Arguments)).FirstVerdict != decision.FirstVerdict);
            },
            iter: 1_000);

    private static CallExplanation Explain(string rule, string arguments) =>
        Explanation.Of(Read($$"""{"version":"1","default":"deny","tools":{"a":{{rule}} } }"""), Subject.Tool, "a", Encoding.UTF8.GetBytes(arguments));

    private static PolicyReading Read(string document) => PolicyReader.Read(Encoding.UTF8.GetBytes(document));
}
