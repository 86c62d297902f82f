using System.Text;
using System.Xml;
using CsCheck;
using FuncGateway.Policies.Analysis.Testing;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests.Analysis.Testing;

public sealed class PolicyTestRunTests
{
    private const string Policy = """
        { "version": "1", "default": "deny", "hide": ["drop"],
          "tools": {
            "charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 100 } ], "on_deny": "Too much." } ],
                        "require_approval": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 50 } ] } ],
                        "limits": [ { "counter": "calls", "window": "minute", "max": 2 }, { "counter": "spend", "window": "hour", "max": 100, "increment_from": "args.amount", "scope": "server" } ] },
            "read": {} } }
        """;

    [Fact]
    public void Run_Cases_ComparesVerdictRuleMessageAndList()
    {
        var report = Run("""
            { "version": "1", "fixtures": { "small": { "amount": 5 } }, "cases": [
              { "call": { "tool": "charge", "arguments": "small" }, "expect": "allow" },
              { "call": { "tool": "charge", "arguments": { "amount": 101 } }, "expect": { "verdict": "deny", "rule": "/tools/charge/deny_if/0", "message": "Too much" } },
              { "call": { "tool": "charge", "arguments": { "amount": 51 } }, "expect": "hold" },
              { "call": { "tool": "drop" }, "expect": { "verdict": "hidden", "listed": false } },
              { "call": { "tool": "drop" } },
              { "call": { "tool": "unlisted" } },
              { "name": "wrong", "call": { "tool": "read" } },
              { "name": "later", "call": { "tool": "read" }, "skip": "not yet" } ] }
            """);

        Assert.Equal((6, 1, 1), (report.Passed, report.Failed, report.Skipped));
        Assert.Equal("expected deny; found allow", Assert.Single(report.Results, result => result.Outcome == TestOutcome.Failed).Message);
    }

    [Fact]
    public void Run_AMatrix_ExpectsWhatIsNotListedToBeDenied()
    {
        var report = Run("""
            { "version": "1", "fixtures": { "small": { "amount": 5 }, "large": { "amount": 500 } }, "matrix": [
              { "name": "spend", "tools": ["charge", "read", "other"], "arguments": ["small", "large"], "expect": { "charge": { "small": "allow" }, "read": { "small": "allow", "large": "allow" } } } ] }
            """);

        Assert.Equal((6, 0), (report.Passed, report.Failed));
        Assert.Contains("spend: charge with large", report.Results.Select(result => result.Name));
    }

    [Fact]
    public void Run_ASequence_CountsByWindowGrantAndAmount()
    {
        var report = Run("""
            { "version": "1", "sequences": [
              { "name": "calls", "steps": [
                { "call": { "tool": "charge", "arguments": { "amount": 1 } }, "times": 2, "expect": "allow" },
                { "call": { "tool": "charge", "arguments": { "amount": 1 } }, "expect": { "verdict": "limited", "rule": "/tools/charge/limits/calls" } },
                { "call": { "tool": "charge", "arguments": { "amount": 1 } }, "grant": "other", "expect": "allow" },
                { "after": "60s", "call": { "tool": "charge", "arguments": { "amount": 1 } }, "expect": "allow" } ] },
              { "name": "spend", "start": "2026-03-01T10:59:30Z", "steps": [
                { "call": { "tool": "charge", "arguments": { "amount": 50 } }, "grant": "a", "expect": "allow" },
                { "call": { "tool": "charge", "arguments": { "amount": 50 } }, "grant": "b", "expect": "allow" },
                { "call": { "tool": "charge", "arguments": { "amount": 1 } }, "grant": "c", "expect": { "verdict": "limited", "rule": "/tools/charge/limits/spend" } },
                { "after": "30s", "call": { "tool": "charge", "arguments": { "amount": 1 } }, "grant": "c", "expect": "allow" } ] } ] }
            """);

        Assert.True(report.Failed == 0, string.Join("\n", report.Results.Select(result => result.Message)));
    }

    [Fact]
    public void Run_NamesEntriesAndPartsThatNoTestTouches()
    {
        var coverage = Run("""{ "version": "1", "cases": [ { "call": { "tool": "charge", "arguments": { "amount": 101 } } }, { "call": { "tool": "read" }, "expect": "allow" } ] }""").Coverage;

        Assert.Equal(["/tools/charge/require_approval/0", "/tools/charge/limits/calls", "/tools/charge/limits/spend"], coverage.UncoveredEntries);
        Assert.Equal(5, coverage.Entries);
        Assert.Contains(coverage.UncoveredCells, cell => cell.Verdict == "hold");
        Assert.All(coverage.UncoveredCells, cell => Assert.Equal(cell.Verdict, Decide(cell.Call.Arguments)));
        Assert.Equal(coverage.Cells, coverage.CoveredCells + coverage.UncoveredCells.Count);
    }

    [Theory]
    [InlineData("[]", ": found an empty list; accepted: an object with version and cases, matrix or sequences")]
    [InlineData("""{"version":"2"}""", "/version: found the string \"2\"; accepted: the string \"1\"")]
    [InlineData("""{"version":"1","cases":[{}]}""", "/cases/0/call: found nothing; accepted: an object with tool, resource or prompt")]
    [InlineData("""{"version":"1","cases":[{"call":{}}]}""", "/cases/0/call: found 0 of tool, resource and prompt; accepted: one of them")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a","arguments":"none"}}]}""", "/cases/0/call/arguments: found \"none\", which is no fixture; accepted: an object")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a"},"expect":"maybe"}]}""", "/cases/0/expect: found the string \"maybe\"; accepted: one of allow, deny, hold, hidden, limited")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a"},"at":"noon"}]}""", "/cases/0/at: found the string \"noon\"; accepted: a time such as \"2026-01-01T12:00:00Z\", from 1970 to 2199")]
    [InlineData("""{"version":"1","sequences":[{"start":"9999-12-31T00:00:00Z","steps":[{"call":{"tool":"a"}}]}]}""", "/sequences/0/start: found the string \"9999-12-31T00:00:00Z\"; accepted: a time such as \"2026-01-01T12:00:00Z\", from 1970 to 2199")]
    [InlineData("""{"version":"1","sequences":[{"steps":[{"after":"999999d","call":{"tool":"a"}}]}]}""", "/sequences/0/steps/0: found a step in the year 4763; accepted: a time such as \"2026-01-01T12:00:00Z\", from 1970 to 2199")]
    [InlineData("""{"version":"1","sequences":[{"steps":[]}]}""", "/sequences/0/steps: found no step; accepted: at least one")]
    [InlineData("""{"version":"1","sequences":[{"steps":[{"call":{"tool":"a"},"times":0}]}]}""", "/sequences/0/steps/0/times: found the number 0; accepted: a whole number from 1 to 20000")]
    [InlineData("""{"version":"1","fixtures":{"x":{}},"matrix":[{"tools":["a"],"arguments":["x"],"expect":{"b":{"x":"allow"}}}]}""", "/matrix/0/expect/b: found \"b\"; accepted: a tool of the table: a")]
    public void Read_AMistake_SaysWhatIsAccepted(string document, string problem) =>
        Assert.Equal([problem], PolicyTests.Read(Encoding.UTF8.GetBytes(document)).Problems.Select(each => $"{each.Path}: {each.Message}"));

    [Fact]
    public void Write_AsJUnit_IsValidForAnyName()
    {
        var report = Run("""{ "version": "1", "cases": [ { "name": "<&\"'\u0000\uffff ", "call": { "tool": "read" } }, { "name": "skip", "call": { "tool": "read" }, "skip": "\u0001" } ] }""");

        var document = new XmlDocument();
        document.LoadXml(JUnitReport.Write([("cases", report)]));

        Assert.Equal(("2", "1", "1"), (document["testsuites"]!["testsuite"]!.GetAttribute("tests"), document["testsuites"]!["testsuite"]!.GetAttribute("failures"), document["testsuites"]!["testsuite"]!.GetAttribute("skipped")));
    }

    [Fact]
    public void Run_RandomCalls_AgreesWithTheDecision() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule, GeneratedRule.Arguments).Sample(
            (allTools, rule, arguments) =>
            {
                var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(GeneratedRule.Document(allTools, rule)));
                var decision = reading.Policy!.Decide(new ToolCall("a", Encoding.UTF8.GetBytes(arguments)));
                var tests = PolicyTests.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","cases":[{"call":{"tool":"a","arguments":{{arguments}} },"expect":"deny"}]}""")).Tests!;
                var report = PolicyTestRun.Run(reading, tests);
                return report.Passed == (decision.Verdict == Verdict.Deny ? 1 : 0) && report.Coverage.CoveredCells <= report.Coverage.Cells;
            },
            iter: 500);

    // Each call is judged by 100 conditions, which look at 50 KB.
    [Fact]
    public void Run_TestsThatTakeTooMuchWork_FailAndSayWhy()
    {
        var entries = string.Join(",", Enumerable.Range(0, 100).Select(number => $$"""{"conditions":[{"path":"args.s","op":"contains","value":"z{{number}}"}]}"""));
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","default":"deny","tools":{"a":{"deny_if":[{{entries}}]} } }"""));
        var (tests, _) = PolicyTests.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","sequences":[{"name":"long","steps":[{"call":{"tool":"a","arguments":{"s":"{{new string('x', 50_000)}}"} },"times":20000,"expect":"allow"}]}]}"""));

        var result = Assert.Single(PolicyTestRun.Run(reading, tests!).Results);

        Assert.Equal(TestOutcome.Failed, result.Outcome);
        Assert.StartsWith("was not run to its end", result.Message, StringComparison.Ordinal);
    }

    // All of it would be 36 million cases.
    [Fact]
    public void Read_ATableThatIsTooLarge_IsRefused()
    {
        var names = string.Join(",", Enumerable.Range(0, 6_000).Select(number => $"\"n{number}\""));

        var (tests, problems) = PolicyTests.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","matrix":[{"tools":[{{names}}],"arguments":[{{names}}]}]}"""));

        Assert.Null(tests);
        Assert.Equal($"found 36000000 calls; accepted: at most {PolicyTests.MaxCalls}", Assert.Single(problems).Message);
    }

    private static string Decide(ReadOnlyMemory<byte> arguments) => Policies.Read(Policy).Decide(new ToolCall("charge", arguments)).Verdict switch { Verdict.Allow => "allow", Verdict.Hold => "hold", _ => "deny" };

    private static TestReport Run(string tests)
    {
        var (read, problems) = PolicyTests.Read(Encoding.UTF8.GetBytes(tests));
        Assert.Empty(problems);
        return PolicyTestRun.Run(PolicyReader.Read(Encoding.UTF8.GetBytes(Policy)), read!);
    }
}
