using FuncGateway.Core.Audit;
using FuncGateway.LocalHost.Calls;

namespace FuncGateway.LocalHost.Tests.Calls;

public sealed class CallLineTests
{
    private static readonly CallEntry Call = new("id", new DateTimeOffset(2026, 9, 26, 20, 14, 2, TimeSpan.Zero)) { Server = "files", GrantLabel = "ci-agent", Method = "tools/call", Tool = "edit_file" };

    [Theory]
    [InlineData(AuditVerdict.Allow, AuditOutcome.Answered, null, "allowed     41 ms")]
    [InlineData(AuditVerdict.Allow, AuditOutcome.Error, null, "allowed     41 ms  (the server answered with an error)")]
    [InlineData(AuditVerdict.Allow, AuditOutcome.NotSent, null, "allowed     41 ms  (not sent: the server cannot be reached)")]
    [InlineData(AuditVerdict.Deny, AuditOutcome.Refused, "(default deny)", "DENIED    (default deny)")]
    [InlineData(AuditVerdict.Deny, AuditOutcome.Refused, "/tools/edit_file/deny_if/0", "DENIED    (/tools/edit_file/deny_if/0)")]
    [InlineData(AuditVerdict.Allow, AuditOutcome.Refused, "(frozen)", "DENIED    (frozen)")]
    [InlineData(AuditVerdict.Hidden, AuditOutcome.Refused, "(hidden)", "HIDDEN")]
    [InlineData(AuditVerdict.Hold, AuditOutcome.Pending, "/tools/edit_file", "HELD      (waits for a person)")]
    [InlineData(AuditVerdict.Hold, AuditOutcome.Answered, "/tools/edit_file", "allowed     41 ms")]
    [InlineData(AuditVerdict.Limited, AuditOutcome.Refused, "/tools/edit_file/limits/0", "LIMITED   Limit of 3 per hour reached.")]
    public void Of_ACall_SaysWhatBecameOfIt(AuditVerdict verdict, AuditOutcome outcome, string? rule, string text) =>
        Assert.Equal(
            $"20:14:02  ci-agent    files/edit_file           {text}",
            CallLine.Of(Call with { Verdict = verdict, Outcome = outcome, Rule = rule, LatencyMs = 41, Message = "[POLICY DENIED] Limit of 3 per hour reached." }, TimeZoneInfo.Utc)?.ToString());

    [Fact]
    public void Of_ACallWithNamesThatAreMeantForTheTerminal_ShowsThemHarmless()
    {
        var line = CallLine.Of(Call with { GrantLabel = "a\nb", Tool = "\u001b[31m" + new string('x', 500), Outcome = AuditOutcome.Refused, Rule = "\u202e" }, TimeZoneInfo.Utc)?.ToString() ?? "";

        Assert.Contains(@"a\u{a}b", line, StringComparison.Ordinal);
        Assert.Contains(@"files/\u{1b}[31mxx", line, StringComparison.Ordinal);
        Assert.Contains(@"(\u{202e})", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 160);
    }

    [Theory]
    [InlineData("initialize", AuditOutcome.Answered, false)]
    [InlineData("notifications/initialized", AuditOutcome.Answered, false)]
    [InlineData("tools/list", AuditOutcome.Answered, false)]
    [InlineData("tools/list", AuditOutcome.Refused, true)]
    [InlineData("resources/read", AuditOutcome.Answered, true)]
    public void Of_AMessageThatIsNoCall_IsShownUnlessItIsLifecycle(string method, AuditOutcome outcome, bool isShown) =>
        Assert.Equal(isShown, CallLine.Of(Call with { Tool = null, Method = method, Outcome = outcome }, TimeZoneInfo.Utc) is not null);
}
