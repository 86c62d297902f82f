using System.Text;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Tests.Corpus;

namespace FuncGateway.Policies.Tests.Decisions;

public sealed class DecisionCorpusTests
{
    private const string Operators = "operators.json";

    private static readonly Dictionary<string, DecisionCase> Cases = CorpusFile.In("decisions")
        .Where(file => !file.EndsWith(Operators, StringComparison.Ordinal))
        .SelectMany(file => CorpusFile.Read<DecisionCase>(file).Select(each => (Key: $"{Path.GetFileName(file)}: {each.Name}", Case: each)))
        .ToDictionary(each => each.Key, each => each.Case);

    private static readonly Dictionary<string, OperatorCase> OperatorCases =
        CorpusFile.Read<OperatorCase>(Path.Combine("decisions", Operators)).ToDictionary(each => each.Name);

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    public static TheoryData<string> OperatorNames => [.. OperatorCases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Decide_ACaseOfTheCorpus_IsAsWritten(string name)
    {
        var (_, document, calls) = Cases[name];
        var policy = document is { } written ? Policies.Read(written.GetRawText()) : null;
        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            if (call.Request == "list")
            {
                Assert.Equal(call.Listed, call.Offered.Where(each => policy is not null && Lists(policy, call.Of, each)));
                continue;
            }

            var decision = policy is null ? Policy.NoPolicy : Decide(policy, call);
            AssertSame(call, decision, $"{call}: {decision.Reason}");
            Assert.Equal(call.Hidden ?? policy?.Hides(call.Tool), policy?.Hides(call.Tool));
        }
    }

    [Theory]
    [MemberData(nameof(OperatorNames))]
    public void Decide_AnOperator_HoldsFailsOrIsUnclearAsWritten(string name)
    {
        var each = OperatorCases[name];
        var conditions = each.Conditions.GetRawText();
        var policy = Policies.OfTool($$"""{ "deny_if": [ { "conditions": {{conditions}} } ] }""");
        var opposite = Policies.OfTool($$"""{ "require": [ { "conditions": {{conditions}} } ] }""");
        var asking = Policies.OfTool($$"""{ "require_approval": [ { "conditions": {{conditions}} } ] }""");

        foreach (var (values, outcome) in new[] { (each.Holds, "holds"), (each.Fails, "fails"), (each.Unclear, "unclear") })
        {
            foreach (var value in values ?? [])
            {
                AssertOutcome(outcome, policy, opposite, asking, $$"""{ "x": {{value.GetRawText()}} }""");
            }
        }

        AssertOutcome(each.Missing ?? "fails", policy, opposite, asking, "{}");
    }

    private static Decision Decide(Policy policy, ExpectedDecision call)
    {
        var arguments = call.Arguments?.GetRawText();
        return call.Request switch
        {
            "tool" => policy.Decide(call.Tool, arguments),
            "resource" => policy.DecideResource(call.Uri),
            "prompt" => policy.DecidePrompt(call.Prompt, arguments is null ? default : Encoding.UTF8.GetBytes(arguments)),
            var other => throw new InvalidDataException($"The corpus has no request {other}."),
        };
    }

    private static bool Lists(Policy policy, string kind, string name) => kind switch
    {
        "tools" => policy.Lists(name),
        "resources" => policy.ListsResource(name),
        "templates" => policy.ListsTemplate(name),
        "prompts" => policy.ListsPrompt(name),
        _ => throw new InvalidDataException($"The corpus has no list of {kind}."),
    };

    private static void AssertOutcome(string outcome, Policy deny, Policy require, Policy ask, string arguments)
    {
        var reasons = new[] { deny, require, ask }.Select(policy => policy.Decide("a", arguments).Reason.GetType().Name);
        string[] expected = outcome switch
        {
            "holds" => [nameof(Reason.ByEntry), nameof(Reason.Allowed), nameof(Reason.ApprovalRequired)],
            "fails" => [nameof(Reason.Allowed), nameof(Reason.ByEntry), nameof(Reason.Allowed)],
            _ => [nameof(Reason.NotEvaluable), nameof(Reason.NotEvaluable), nameof(Reason.NotEvaluable)],
        };
        Assert.True(expected.SequenceEqual(reasons), $"{arguments} {outcome}, but: {string.Join(", ", reasons)}");
    }

    private static void AssertSame(ExpectedDecision expected, Decision actual, string shown)
    {
        Assert.True(expected.Verdict == actual.Verdict.ToString() && expected.Rule == actual.Reason.Rule, shown);
        Assert.Equal(expected.AgentRule ?? expected.Rule, actual.Reason.AgentRule);
        Assert.Equal(expected.Text ?? actual.Reason.AgentText, actual.Reason.AgentText);
        Assert.Equal(expected.Reason ?? actual.Reason.GetType().Name, actual.Reason.GetType().Name);
        Assert.Equal(actual.Verdict == Verdict.Hold, actual.Approval is not null);
        var charges = actual.Charges.ToDictionary(charge => charge.Limit.CounterId, charge => charge.Amount);
        Assert.Equal(expected.Charges ?? charges, charges);
    }
}
