using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Decisions;

public sealed class ToolAccessTests
{
    private const string Document = """
        { "version": "1", "default": "deny", "hide": ["drop*"],
          "all_tools": { "limits": [ { "counter": "all", "window": "hour", "max": 500 } ] },
          "tools": {
            "free": {},
            "cancel": { "limits": [ { "counter": "c", "window": "minute", "max": 30, "scope": "grant" } ] },
            "never": { "deny_if": [ { "conditions": [ { "path": "args.a", "op": "eq", "value": 1 } ] }, { "conditions": [] } ] },
            "ask": { "require_approval": [ { "conditions": [ { "path": "args.a", "op": "gt", "value": 1 } ] }, { "conditions": [] } ] },
            "pay/*": {
              "require": [ { "conditions": [ { "path": "args.reason", "op": "exists", "value": true } ] } ],
              "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 100 } ] } ],
              "require_approval": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 10 } ] } ] } } }
        """;

    private static readonly Policy Written = Policies.Read(Document);

    [Theory]
    [InlineData("free", ToolVerdict.Allow, "/tools/free", "", "/all_tools/limits/all")]
    [InlineData("cancel", ToolVerdict.Allow, "/tools/cancel", "", "/tools/cancel/limits/c /all_tools/limits/all")]
    [InlineData("never", ToolVerdict.Deny, "/tools/never/deny_if/1", "", "")]
    [InlineData("ask", ToolVerdict.Hold, "/tools/ask/require_approval/1", "/tools/ask/require_approval/0", "/all_tools/limits/all")]
    [InlineData("pay/out", ToolVerdict.Allow, "/tools/pay~1*", "/tools/pay~1*/require/0 /tools/pay~1*/deny_if/0 /tools/pay~1*/require_approval/0", "/all_tools/limits/all")]
    [InlineData("drop_it", ToolVerdict.Hidden, "(hidden)", "", "")]
    [InlineData("other", ToolVerdict.Deny, "(default deny)", "", "")]
    [InlineData("FREE", ToolVerdict.Deny, "(ambiguous)", "", "")]
    [InlineData("DROP_it", ToolVerdict.Deny, "(ambiguous)", "", "")]
    public void Describe_EveryKindOfRule_NamesVerdictRuleConditionsAndLimits(string tool, ToolVerdict verdict, string rule, string conditions, string limits)
    {
        var access = Written.Describe(tool);

        Assert.Equal((verdict, rule, conditions, limits), (access.Verdict, access.Rule, string.Join(' ', access.Conditions), string.Join(' ', access.Limits.Select(limit => limit.Pointer))));
        Assert.Equal(Written.MayCall(tool), access.Verdict is ToolVerdict.Allow or ToolVerdict.Hold);
    }

    [Theory]
    [InlineData("free", "free")]
    [InlineData("pay/out", "pay/*")]
    [InlineData("other", "")]
    public void Describe_ATool_NamesTheRuleAsThePolicyWritesIt(string tool, string name) => Assert.Equal(name, Written.Describe(tool).RuleName);

    [Fact]
    public void Describe_WhatTheDefaultAllows_SaysSo()
    {
        var policy = Policies.Read("""{ "version": "1", "default": "allow", "all_tools": { "require_approval": [ { "conditions": [] } ] }, "tools": { "a": {} } }""");

        Assert.Equal((ToolVerdict.Hold, "/all_tools/require_approval/0", ""), Shown(policy.Describe("b")));
        Assert.Equal((ToolVerdict.Allow, ToolAccess.DefaultAllow, ""), Shown(Policies.Read("""{ "version": "1", "default": "allow" }""").Describe("b")));
    }

    [Fact]
    public void Describe_WhenTheRuleForAllToolsDeniesEverything_NamesItsEntry()
    {
        var policy = Policies.Read("""{ "version": "1", "default": "deny", "all_tools": { "deny_if": [ { "conditions": [] } ] }, "tools": { "a": {} } }""");

        Assert.Equal((ToolVerdict.Deny, "/all_tools/deny_if/0", "a"), Shown(policy.Describe("a")));
    }

    [Fact]
    public void Describe_ANameThatIsTooLong_IsDenied() =>
        Assert.Equal((ToolVerdict.Deny, "(name too long)", ""), Shown(Written.Describe(new string('a', Policy.MaxNameLength + 1))));

    [Theory]
    [InlineData("free", ToolVerdict.Hidden, "(changed since accepted)")]
    [InlineData("other", ToolVerdict.Deny, "(default deny)")]
    [InlineData("drop_it", ToolVerdict.Hidden, "(hidden)")]
    public void DescribeChanged_AToolThatMayBeCalled_IsHidden(string tool, ToolVerdict verdict, string rule) =>
        Assert.Equal((verdict, rule, ""), Shown(Written.DescribeChanged(tool)));

    [Fact]
    public void NoPolicy_DeniesEverything() => Assert.Equal((ToolVerdict.Deny, "(no policy)", ""), Shown(ToolAccess.NoPolicy));

    private static (ToolVerdict Verdict, string Rule, string Name) Shown(ToolAccess access) => (access.Verdict, access.Rule, access.RuleName);
}
