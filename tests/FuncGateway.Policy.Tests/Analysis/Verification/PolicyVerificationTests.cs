using System.Text;
using CsCheck;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests.Analysis.Verification;

public sealed class PolicyVerificationTests
{
    [Theory]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":5}]},{"conditions":[{"path":"args.x","op":"gt","value":10}]}]}""", "shadowed-entry", "/tools/a/deny_if/1")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":5},{"path":"args.x","op":"lt","value":5}]}]}""", "never-effective", "/tools/a/deny_if/0")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":5},{"path":"args.x","op":"lt","value":5}]}]}""", "always-false", "/tools/a/deny_if/0/conditions/0")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":5},{"path":"args.x","op":"exists","value":true}]}]}""", "always-true", "/tools/a/deny_if/0/conditions/1")]
    [InlineData("""{"require":[{"conditions":[{"any":[{"path":"args.x","op":"exists","value":true},{"path":"args.x","op":"exists","value":false}]}]}]}""", "never-effective", "/tools/a/require/0")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.y","op":"regex","value":".*"}]}]}""", "regex-matches-everything", "/tools/a/deny_if/0/conditions/0/value")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.y","op":"regex","value":"a^b"}]}]}""", "regex-matches-nothing", "/tools/a/deny_if/0/conditions/0/value")]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.y","op":"in","value":[]}]}]}""", "never-effective", "/tools/a/deny_if/0")]
    [InlineData("""{"require_approval":[{"conditions":[{"path":"args.x","op":"gt","value":5}]},{"conditions":[{"path":"args.x","op":"gt","value":10}]}]}""", "shadowed-entry", "/tools/a/require_approval/1")]
    public void Of_AQuestionablePart_IsFound(string rule, string name, string path)
    {
        var verification = PolicyVerification.Of(Read(OfTool(rule)));

        Assert.Contains(verification.Findings, finding => finding.Code.Name == name && finding.Path == path);
    }

    [Theory]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":10}]},{"conditions":[{"path":"args.x","op":"lt","value":0}]}]}""")]
    [InlineData("""{"require":[{"conditions":[{"path":"args.y","op":"regex","value":"^[a-z]+$"}]}],"require_approval":[{"conditions":[{"path":"args.x","op":"gt","value":10}]}]}""")]
    [InlineData("{}")]
    public void Of_APlainRule_FindsNothing(string rule) => Assert.Empty(PolicyVerification.Of(Read(OfTool(rule))).Findings);

    [Fact]
    public void Of_AGlobWhoseNamesAllHaveAnotherRule_IsFound()
    {
        var verification = PolicyVerification.Of(Read("""{"version":"1","default":"deny","hide":["get_*"],"tools":{"get_a*":{},"list_*":{}}}"""));

        Assert.Equal(["/tools/get_a*"], verification.Findings.Where(finding => finding.Code == PolicyFindingCode.ShadowedRule).Select(finding => finding.Path));
    }

    [Theory]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":100}]}]}""", 1, 0)]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gte","value":100}]}]}""", 1, 0)]
    [InlineData("""{"deny_if":[{"conditions":[{"path":"args.x","op":"gt","value":101}]}]}""", 0, 1)]
    [InlineData("""{"require_approval":[{"conditions":[{"path":"args.x","op":"gt","value":50}]}]}""", 0, 1)]
    [InlineData("""{"require":[{"conditions":[{"path":"args.x","op":"in","value":[1,2,3]}]}]}""", 1, 0)]
    [InlineData("""{"limits":[{"counter":"spend","window":"day","max":100,"increment_from":"args.x"}]}""", 1, 0)]
    [InlineData("""{"limits":[{"counter":"spend","window":"day","max":100.5,"increment_from":"args.x"}]}""", 0, 1)]
    [InlineData("""{"require_approval":[{"conditions":[]}],"limits":[{"counter":"spend","window":"day","max":100,"increment_from":"args.x"}]}""", 1, 0)]
    [InlineData("{}", 0, 1)]
    public void OfInvariants_IsProvedOrRefutedByACall(string rule, int proved, int violated)
    {
        var reading = Read(OfTool(rule));
        var verification = PolicyVerification.OfInvariants(reading, Never("""{"tool":"a","conditions":[{"path":"args.x","op":"gt","value":100}]}"""), []);

        Assert.Equal((proved, violated, 0), (verification.Proved, verification.Violated, verification.NotDecided));
        Assert.All(verification.Findings, finding => Assert.NotEqual(Verdict.Deny, reading.Policy!.Decide(new ToolCall(finding.Witness!.Name, finding.Witness.Arguments)).Verdict));
    }

    [Fact]
    public void OfInvariants_UnlessApproved_AcceptsACallThatWaitsForAPerson()
    {
        var reading = Read(OfTool("""{"require_approval":[{"conditions":[]}]}"""));

        Assert.Equal(1, PolicyVerification.OfInvariants(reading, Never("""{"tool":"a","conditions":[],"unless_approved":true}"""), []).Proved);
        Assert.Equal(1, PolicyVerification.OfInvariants(reading, Never("""{"tool":"a","conditions":[]}"""), []).Violated);
    }

    [Fact]
    public void OfInvariants_AboutAGlob_LooksAtEveryRuleThatItMeets()
    {
        var reading = Read("""{"version":"1","default":"deny","tools":{"drop_a":{"deny_if":[{"conditions":[]}]},"drop_b":{}}}""");

        Assert.Equal("drop_b", Assert.Single(PolicyVerification.OfInvariants(reading, Never("""{"tool":"drop_*","conditions":[]}"""), []).Findings).Witness?.Name);
    }

    [Fact]
    public void OfInvariants_WhereMostNamesLookLikeAPattern_FindsOneThatDoesNot() =>
        Assert.Equal(1, PolicyVerification.OfInvariants(Read("""{"version":"1","default":"deny","tools":{"*":{},"A*":{"deny_if":[{"conditions":[]}]}}}"""), Never("""{"tool":"*","conditions":[]}"""), []).Violated);

    // Every name of *Refund* looks like *refund*, unless it is one of its names too.
    [Fact]
    public void OfInvariants_AboutPatternsThatDifferInCase_AreProved()
    {
        var reading = Read("""{"version":"1","default":"deny","tools":{"*refund*":{"require_approval":[{"conditions":[{"path":"args.a","op":"gt","value":5}]}],"deny_if":[{"conditions":[{"path":"args.a","op":"exists","value":false}]}]}}}""");

        var verification = PolicyVerification.Of(reading, invariants: Never("""{"tool":"*refund*","conditions":[{"path":"args.a","op":"gt","value":5}],"unless_approved":true},{"tool":"*REFUND*","conditions":[{"path":"args.a","op":"exists","value":false}]}"""));

        Assert.Equal((2, 0, 0), (verification.Proved, verification.Violated, verification.NotDecided));
        Assert.Empty(verification.Findings);
    }

    [Fact]
    public void OfInvariants_OfAPolicyInShadow_AreNotProved() =>
        Assert.Equal(1, PolicyVerification.OfInvariants(Read("""{"version":"1","default":"deny","mode":"shadow"}"""), Never("""{"tool":"a","conditions":[]}"""), []).NotDecided);

    [Fact]
    public void Of_AnyDocument_NeverThrowsAndItsWitnessesAreSo() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule, GeneratedRule.Rule).Sample(
            (allTools, rule, never) =>
            {
                var reading = Read(GeneratedRule.Document(allTools, rule));
                var conditions = never[(never.IndexOf("\"deny_if\":[", StringComparison.Ordinal) + 11)..];
                var invariant = conditions.StartsWith('{') ? conditions[..conditions.IndexOf("]}", StringComparison.Ordinal)].Replace("{\"conditions\":", "", StringComparison.Ordinal) + "]" : "[]";
                var (invariants, _) = Invariants.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","never":[{"tool":"a","conditions":{{invariant}} }]}"""));
                var verification = PolicyVerification.Of(reading, invariants: invariants);
                Assert.All(verification.Findings.Where(finding => finding.Witness is not null), finding =>
                    Assert.NotEqual(Verdict.Deny, reading.Policy!.Decide(new ToolCall(finding.Witness!.Name, finding.Witness.Arguments)).Verdict));
            },
            iter: 500);

    // What decides a random call is not among the entries that are said to decide none.
    [Fact]
    public void Of_AnEntryThatDecidesARandomCall_IsNotSaidToDecideNone() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule, GeneratedRule.Arguments.Array[20]).Sample(
            (allTools, rule, calls) =>
            {
                var reading = Read(GeneratedRule.Document(allTools, rule));
                var dead = PolicyVerification.Of(reading).Findings.Where(finding => finding.Code == PolicyFindingCode.ShadowedEntry).Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);
                var decisions = calls.Select(arguments => reading.Policy!.Decide(new ToolCall("a", Encoding.UTF8.GetBytes(arguments)))).Where(decision => decision.ExceededLimit is null);
                Assert.All(decisions, decision => Assert.DoesNotContain(decision.Reason.Rule, dead));
            },
            iter: 500);

    private static Invariants Never(string invariant) => Invariants.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","never":[{{invariant}}]}""")).Invariants!;

    private static string OfTool(string rule) => $$"""{"version":"1","default":"deny","tools":{"a":{{rule}} } }""";

    private static PolicyReading Read(string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Policy is null ? throw new ArgumentException(string.Join("\n", reading.Problems)) : reading;
    }
}
