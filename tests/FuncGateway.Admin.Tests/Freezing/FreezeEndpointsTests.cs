using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Freezing;

public sealed class FreezeEndpointsTests
{
    [Fact]
    public async Task Freeze_IsShownUntilItIsLifted_AndBothAreRecorded()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        Assert.Equal("""{"frozen":false}""", (await gateway.SendAsync("GET", "/api/freeze")).Text);

        var frozen = await gateway.SendAsync("POST", "/api/freeze", """{"reason":"a leak"}""");
        Assert.Equal((true, "local admin", "a leak"), ((bool?)frozen.Json["frozen"], (string?)frozen.Json["by"], (string?)frozen.Json["reason"]));
        Assert.Equal(frozen.Text, (await gateway.SendAsync("GET", "/api/freeze")).Text);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(frozen.Text, (await gateway.SendAsync("POST", "/api/freeze")).Text);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"frozen":false,"wasFrozen":true}""", (await gateway.SendAsync("DELETE", "/api/freeze")).Text);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"frozen":false,"wasFrozen":false}""", (await gateway.SendAsync("DELETE", "/api/freeze")).Text);

        var entries = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?.AsArray() ?? [];
        Assert.Equal(
            ["unfreeze done was not frozen", "unfreeze done no longer frozen", "freeze done frozen since 2026", "freeze done frozen since 2026"],
            entries.Select(entry => $"{entry?["action"]} {entry?["outcome"]} {entry?["result"]}").Select(text => text.Length > 29 && text.StartsWith("freeze", StringComparison.Ordinal) ? text[..29] : text));
    }

    [Theory]
    [InlineData("""{"reason":5}""", 422)]
    [InlineData("""{"why":"x"}""", 422)]
    [InlineData("[]", 400)]
    [InlineData("", 400)]
    public async Task Freeze_WithABodyThatCannotBe_IsRefusedAndStopsNothing(string body, int status)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await gateway.SendAsync("POST", "/api/freeze", body)).AssertProblem(status);

        Assert.False((bool?)(await gateway.SendAsync("GET", "/api/freeze")).Json["frozen"]);
    }

    [Fact]
    public async Task Freeze_WhenItCannotBeRecorded_StopsCallsAllTheSame_AndIsNotLifted()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Audit.Outage.Down = true;

        Assert.Equal(200, (await gateway.Time.PassUntilAsync(gateway.SendAsync("POST", "/api/freeze"))).Status);
        Assert.Equal(503, (await gateway.Time.PassUntilAsync(gateway.SendAsync("DELETE", "/api/freeze"))).Status);

        Assert.True((bool?)(await gateway.SendAsync("GET", "/api/freeze")).Json["frozen"]);
    }
}
