using System.Text;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Tests.Corpus;

namespace FuncGateway.Policies.Tests.Documents;

public sealed class PolicyReaderTests
{
    private const string Minimal = """{"version":"1","default":"deny"}""";

    [Theory]
    [InlineData("", "found invalid JSON at line 1, byte 1")]
    [InlineData("\n {", "found invalid JSON at line 2, byte 3")]
    [InlineData(Minimal + " x", "found more text after the value at line 1, byte 34; accepted: one JSON object and nothing after it")]
    [InlineData(Minimal + Minimal, "found more text after the value at line 1, byte 33")]
    [InlineData("""{"version":"1","default":"deny",}""", "found invalid JSON")]
    [InlineData("""/* */ {"version":"1","default":"deny"}""", "found invalid JSON")]
    [InlineData("\uFEFF" + Minimal, "found a byte order mark; accepted: UTF-8 without one")]
    public void Read_NotOneJsonObject_IsOneProblemOfTheWhole(string document, string message)
    {
        var problem = Assert.Single(PolicyReader.Read(Encoding.UTF8.GetBytes(document)).Problems);
        Assert.Equal("", problem.Path);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_NamesTheFirst()
    {
        var problem = Assert.Single(PolicyReader.Read([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"']).Problems);
        Assert.Equal(new Problem("", "found bytes that are not UTF-8 at line 1, byte 3; accepted: UTF-8"), problem);
    }

    [Theory]
    [InlineData(PolicyReader.MaxDocumentBytes, true)]
    [InlineData(PolicyReader.MaxDocumentBytes + 1, false)]
    public void Read_AtTheLargestSize_IsAcceptedAndNoByteMore(int bytes, bool accepted)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(Minimal.PadRight(bytes)));
        Assert.Equal(accepted, reading.Policy is not null);
        Assert.Equal(accepted ? [] : [new Problem("", $"found {bytes} bytes; accepted: at most 262144 bytes (256 KiB)")], reading.Problems);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(26, false)]
    [InlineData(2000, false)]
    public void Read_NestedDeeperThan32_SaysWhereAndReadsOn(int lists, bool accepted)
    {
        // The list in the value is the eighth level.
        var value = new string('[', lists) + new string(']', lists);
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(
            $$$"""{"version":"1","default":"deny","tools":{"a":{"deny_if":[{"conditions":[{"path":"args.x","op":"eq","value":{{{value}}} }]}]}},"typo":1}"""));
        var where = "/tools/a/deny_if/0/conditions/0/value" + string.Concat(Enumerable.Repeat("/0", 25));
        Assert.Equal(accepted ? ["/typo"] : [where, "/typo"], reading.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Read_MoreProblemsThanAreListed_SaysSo()
    {
        var hide = string.Join(",", Enumerable.Repeat("0", ProblemList.MaxProblems + 7));
        var problems = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","default":"deny","hide":[{{hide}}]}""")).Problems;
        Assert.Equal(ProblemList.MaxProblems + 1, problems.Count);
        Assert.Equal("found 7 more of these; only 100 are listed", problems[^1].Message);
    }

    [Fact]
    public void Read_TheSamplePolicy_HasNeitherProblemsNorWarnings()
    {
        var json = File.ReadAllBytes(CorpusFile.Sample("jobs.policy.json"));
        var (policy, problems, warnings) = PolicyReader.Read(json);
        Assert.NotNull(policy);
        Assert.Empty(problems);
        Assert.Empty(warnings);
        Assert.True(PublishedSchema.Accepts(Encoding.UTF8.GetString(json)));
        var limit = Assert.Single(policy.Limits);
        Assert.Equal(("cancel-async-job/cancel-async-job_rate/60", 30m, Scope.Grant), (limit.CounterId, limit.Max, limit.Scope));
        Assert.True(policy.Hides("clear-history"));
        Assert.Equal(Verdict.Allow, policy.Decide("list-async-jobs", null).Verdict);
        Assert.Equal("(default deny)", policy.Decide("submit-llm-request-async", null).Reason.Rule);
    }

    [Fact]
    public void Read_LimitsOfToolsAndOfAllTools_AreAllListed()
    {
        var policy = Policies.Read("""
            { "version": "1", "default": "deny",
              "all_tools": { "limits": [ { "counter": "all", "window": "hour", "max": 5, "scope": "server", "on_deny": "later" } ] },
              "tools": { "a": { "rate_limit": "3/day", "reason": "slow" }, "b/~": { "limits": [ { "counter": "x/~", "window": 7, "max": 2.50, "increment_from": "args.n" } ] } } }
            """);
        Assert.Equal(
            [
                new Limit("a_rate", "a/a_rate/86400", Window.Day, 3, Scope.Grant, "/tools/a/limits/a_rate", "slow"),
                new Limit("x/~", "b~1~0/x~1~0/7", new Window(7), 2.5m, Scope.Grant, "/tools/b~1~0/limits/x~1~0", null),
                new Limit("all", "(all_tools)/all/3600", Window.Hour, 5, Scope.Server, "/all_tools/limits/all", "later"),
            ],
            policy.Limits.Select(limit => limit with { IncrementFrom = null }));
    }

    [Fact]
    public void Read_Approvals_CarryTheirTerms()
    {
        var policy = Policies.Read("""
            { "version": "1", "default": "deny", "hold": "20s", "tools": {
              "a": { "require_approval": [ { "conditions": [] } ] },
              "b": { "require_approval": [ { "conditions": [], "timeout": "2d", "hold": "0s", "on_pending": "wait", "on_deny": "no" } ] } } }
            """);
        var first = policy.Decide("a", null).Approval;
        Assert.Equal(new ApprovalTerms("/tools/a/require_approval/0", "", TimeSpan.FromMinutes(15), null, TimeSpan.FromSeconds(20)), Assert.IsType<ApprovalTerms>(first) with { Fingerprint = "" });
        var second = policy.Decide("b", null);
        Assert.Equal(new ApprovalTerms("/tools/b/require_approval/0", "", TimeSpan.FromDays(2), "wait", TimeSpan.Zero, "no"), Assert.IsType<ApprovalTerms>(second.Approval) with { Fingerprint = "" });
        Assert.NotEqual(first?.Fingerprint, second.Approval?.Fingerprint);
        Assert.Equal("[APPROVAL PENDING] wait", second.Reason.AgentText);
    }
}
