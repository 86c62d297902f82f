using System.Text;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Decisions;

public sealed class PolicyTests
{
    private static readonly Policy Hundred = Policies.Read($$"""
        { "version": "1", "default": "deny", "hide": ["secret_*", "drop"],
          "all_tools": { "limits": [ { "counter": "c", "window": "minute", "max": 9 } ] },
          "tools": { "a": { "deny_if": [ {{string.Join(",", Enumerable.Range(0, 100).Select(Denial))}} ] }, "b": {} } }
        """);

    [Theory]
    [InlineData("a", """{ "amount": 12, "who": { "name": "x" }, "other key": [1, 2, 3] }""")]
    [InlineData("b", null)]
    public void Decide_AnAllowedCall_AllocatesNothing(string tool, string? arguments)
    {
        var call = new ToolCall(tool, arguments is null ? default : Encoding.UTF8.GetBytes(arguments));
        Assert.Equal(Verdict.Allow, Hundred.Decide(call).Verdict);
        Assert.Equal(0, Allocated(() => Hundred.Decide(call)));
    }

    [Fact]
    public void Hides_AnyName_AllocatesNothing() =>
        Assert.Equal(0, Allocated(() => Hundred.Hides("secret_x") && Hundred.Hides("drop") && !Hundred.Hides("other")));

    [Theory]
    [InlineData("plain_name-1")]
    [InlineData("ExactName")]
    [InlineData("get_x")]
    public void Decide_ANameThatFoldingDoesNotChangeOrThatHasARule_AllocatesNothing(string tool)
    {
        var policy = Policies.Read("""{ "version": "1", "default": "allow", "hide": [ "Secret*", "drop" ], "tools": { "ExactName": {}, "get_*": {}, "Pay_*": {}, "Other": {} } }""");
        var call = new ToolCall(tool, default);
        Assert.Equal(Verdict.Allow, policy.Decide(call).Verdict);
        Assert.Equal(0, Allocated(() => policy.Decide(call)));
        Assert.Equal(0, Allocated(() => policy.Lists(tool)));
    }

    [Fact]
    public void DecideResource_AnAllowedUri_AllocatesNothing()
    {
        var policy = Policies.Read("""{ "version": "1", "default": "deny", "resources": { "docs://*": {} }, "prompts": { "greet": {} } }""");
        Assert.Equal(Verdict.Allow, policy.DecideResource("docs://a/b.md").Verdict);
        Assert.Equal(0, Allocated(() => policy.DecideResource("docs://a/b.md")));
        Assert.Equal(0, Allocated(() => policy.DecidePrompt("greet", default)));
    }

    [Fact]
    public void Limits_OfResourcesAndPrompts_AreListedWithIdsOfTheirOwn()
    {
        const string Limits = """{ "limits": [ { "counter": "c", "window": "hour", "max": 5 } ] }""";
        var policy = Policies.Read($$"""
            { "version": "1", "default": "deny", "tools": { "x/y": {{Limits}}, "(resources)/x~1y": {{Limits}} }, "resources": { "x/y": {{Limits}} }, "prompts": { "x/y": {{Limits}} } }
            """);
        Assert.Equal(
            [
                ("x~1y/c/3600", "/tools/x~1y/limits/c"),
                ("(resources)~1x~01y/c/3600", "/tools/(resources)~1x~01y/limits/c"),
                ("(resources)/x~1y/c/3600", "/resources/x~1y/limits/c"),
                ("(prompts)/x~1y/c/3600", "/prompts/x~1y/limits/c"),
            ],
            policy.Limits.Select(limit => (limit.CounterId, limit.Pointer)));
    }

    [Fact]
    public void Decide_FromManyThreads_SaysWhatItSaysToOne()
    {
        var calls = Enumerable.Range(0, 2000).Select(n => $$"""{ "amount": {{n}}, "{{(n % 7 == 0 ? "Who" : "who")}}": { "name": "x{{n % 3}}" } }""").ToArray();
        var alone = calls.Select(arguments => Hundred.Decide("a", arguments).Reason).ToArray();
        var together = calls.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(arguments => Hundred.Decide("a", arguments).Reason).ToArray();
        Assert.Equal(alone, together);
        Assert.Equal(3, alone.Select(reason => reason.GetType()).Distinct().Count());
    }

    [Fact]
    public void Decide_AListOfManyElements_IsReadOnce()
    {
        var rules = string.Join(",", Enumerable.Range(0, 100).Select(n => $$"""{ "conditions": [ { "path": "args.items[*].p{{n}}", "op": "exists", "value": true } ] }"""));
        var policy = Policies.OfTool($$"""{ "deny_if": [ {{rules}} ] }""");
        var items = string.Concat(Enumerable.Repeat("0,", 500_000));
        Assert.Equal(Verdict.Allow, policy.Decide("a", $$"""{ "items": [{{items}}0] }""").Verdict);
        Assert.Equal("/tools/a/deny_if/99", policy.Decide("a", $$"""{ "items": [{{items}}{ "p99": 1 }] }""").Reason.Rule);
    }

    [Fact]
    public void Decide_APatternTooDearForALongText_IsNotEvaluable()
    {
        var policy = Policies.OfTool("""{ "deny_if": [ { "conditions": [ { "path": "args.x", "op": "regex", "value": "\\w{9000}-" } ] } ] }""");
        Assert.IsType<Reason.NotEvaluable>(policy.Decide("a", $$"""{ "x": "{{new string('a', 4_000_000)}}" }""").Reason);
        Assert.Equal(Verdict.Allow, policy.Decide("a", """{ "x": "a" }""").Verdict);
    }

    [Fact]
    public void Decide_ANameOfMegabytes_IsRefusedBeforeItIsCompared()
    {
        var policy = Policies.Read("""{ "version": "1", "default": "allow", "hide": [ "*ab*ab*" ], "resources": { "*ab*": { "action": "deny" } } }""");
        var name = new string('a', 4_000_000);
        Assert.Equal("[POLICY DENIED] Found a name of 4000000 characters; accepted: at most 1024.", policy.Decide(name, null).Reason.AgentText);
        Assert.Equal("(name too long)", policy.DecidePrompt(name, default).Reason.Rule);
        Assert.Equal("[POLICY DENIED] Found a name of 4000000 characters; accepted: at most 8192.", policy.DecideResource(name).Reason.AgentText);
        Assert.False(policy.Lists(name) || policy.ListsPrompt(name) || policy.ListsResource(name) || policy.ListsTemplate(name));
        Assert.Equal(Verdict.Allow, policy.Decide(name[..Policy.MaxNameLength], null).Verdict);
        Assert.Equal(Verdict.Allow, policy.DecideResource(name[..Policy.MaxUriLength]).Verdict);
    }

    [Fact]
    public void NoPolicy_AlwaysDenies() =>
        Assert.Equal((Verdict.Deny, "(no policy)"), (Policy.NoPolicy.Verdict, Policy.NoPolicy.Reason.Rule));

    private static string Denial(int n) => n % 2 == 0
        ? $$"""{ "conditions": [ { "path": "args.amount", "op": "gt", "value": {{1000 + n}} } ] }"""
        : $$"""{ "conditions": [ { "path": "args.who.name", "op": "eq", "value": "n{{n}}" } ] }""";

    private static long Allocated<T>(Func<T> act)
    {
        for (var i = 0; i < 100; i++)
        {
            act();
        }

        // The minimum of several rounds, because the runtime itself may allocate in some of them.
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            act();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
