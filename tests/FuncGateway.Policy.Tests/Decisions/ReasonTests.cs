using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Tests.Decisions;

public sealed class ReasonTests
{
    private static readonly Limit Thirty = new("c", "a/c/60", Window.Minute, 30, Scope.Grant, "/tools/a/limits/c", null);

    [Theory]
    [InlineData(11_001, "[POLICY DENIED] Limit of 30 per minute reached; it resets in 12 s.")]
    [InlineData(12_000, "[POLICY DENIED] Limit of 30 per minute reached; it resets in 12 s.")]
    [InlineData(0, "[POLICY DENIED] Limit of 30 per minute reached; it resets in 1 s.")]
    public void AgentText_OfAFullLimit_NamesTheSecondsRoundedUp(int milliseconds, string text) =>
        Assert.Equal(text, Reason.LimitReached.For(Thirty, TimeSpan.FromMilliseconds(milliseconds)).AgentText);

    [Fact]
    public void AgentText_OfAFullLimit_WritesTheCeilingPlainly()
    {
        var limit = Thirty with { Max = 1234567.50m, Window = new Window(90) };
        Assert.Equal("[POLICY DENIED] Limit of 1234567.5 per 90 seconds reached; it resets in 9 s.", Reason.LimitReached.For(limit, TimeSpan.FromSeconds(9)).AgentText);
    }

    [Fact]
    public void AgentText_OfAFullLimitWithAMessage_IsTheMessage()
    {
        var reason = Reason.LimitReached.For(Thirty with { OnDeny = "Later." }, TimeSpan.FromSeconds(9));
        Assert.Equal(("[POLICY DENIED] Later.", "/tools/a/limits/c"), (reason.AgentText, reason.Rule));
    }

    [Fact]
    public void AgentText_OfAFullLimitWithoutATime_SaysNothingOfIt() =>
        Assert.Equal("[POLICY DENIED] Limit of 30 per minute reached.", new Reason.LimitReached("/p", 30, Window.Minute, null).AgentText);
}
