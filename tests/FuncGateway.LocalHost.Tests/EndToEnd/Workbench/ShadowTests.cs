using System.Text.Json;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Workbench;

/// <summary>A policy in shadow mode, with a real client and a real server.</summary>
public sealed class ShadowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Agent.Modern)]
    [InlineData(Agent.Legacy)]
    public async Task Shadow_LeavesARealClientAlone_AndRecordsWhatWouldHaveBeen(string version)
    {
        await using var jobs = await JobsUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var audit = AuditView.Of(gateway);
        var server = $"shadow-{version}";
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync(server, jobs.Url, Document("shadow")), version);

        var tools = await agent.ListAsync();
        var results = new List<(string Text, bool IsError)>
        {
            await agent.CallAsync("clear-history"),
            await agent.CallAsync("list-models"),
            await agent.CallAsync("list-async-jobs"),
            await agent.CallAsync("submit-llm-request-async", new() { ["model"] = "small", ["prompt"] = "x" }),
        };
        for (var call = 0; call < 3; call++)
        {
            results.Add(await agent.CallAsync("get-queue-status"));
        }

        Assert.Superset(new HashSet<string> { "clear-history", "list-models", "get-queue-status" }, tools.ToHashSet());
        Assert.DoesNotContain(results, result => result.Text.Contains("[POLICY", StringComparison.Ordinal) || result.Text.Contains("[APPROVAL", StringComparison.Ordinal));
        Assert.Equal(3, jobs.Calls.Of("get-queue-status"));
        var items = await audit.WaitForAsync($"server={server}&method=tools/call", items => items.Count == 7 && items.All(item => AuditView.Text(item, "outcome") is "answered" or "error"));
        Assert.All(items, item => Assert.Equal("allow", AuditView.Text(item, "verdict")));
        Assert.Equal(
            ["clear-history hidden (hidden)", "get-queue-status allow", "get-queue-status allow", "get-queue-status limited /tools/get-queue-status/limits/status", "list-async-jobs allow", "list-models deny (default deny)", "submit-llm-request-async hold /tools/submit-llm-request-async/require_approval/0"],
            items.Select(item => $"{AuditView.Text(item, "tool")} {WouldBe(item)}").Order(StringComparer.Ordinal));
        Assert.Equal(2, items.Single(item => WouldBe(item).StartsWith("limited", StringComparison.Ordinal)).GetProperty("wouldBe").GetProperty("max").GetDecimal());
        Assert.Empty(await gateway.Admin.ListApprovalsAsync(server, null));
    }

    [Fact]
    public async Task Shadow_CountsUnderNamesOfItsOwn()
    {
        await using var upstream = await CountingUpstream.StartAsync(["get-queue-status", "list-models"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        var grant = await gateway.Admin.SetUpAsync("apart", upstream.Url, Document("shadow"));
        using var post = new McpPost(grant);
        await post.CallAsync("get-queue-status");
        await post.CallAsync("get-queue-status");

        await gateway.Admin.PutPolicyAsync("apart", "apart", Document("enforce"));
        await Eventually.Async(async () => (await post.CallAsync("list-models")).Contains("not permitted", StringComparison.Ordinal), () => "the policy is not enforced");

        var enforced = new[] { await post.CallAsync("get-queue-status"), await post.CallAsync("get-queue-status"), await post.CallAsync("get-queue-status") };
        Assert.Equal([false, false, true], enforced.Select(text => text.Contains("Limit of 2 per minute reached", StringComparison.Ordinal)));
        var admin = await gateway.Admin.GetAuditTextAsync("export?stream=admin");
        Assert.Contains("revision 1, in shadow mode", admin, StringComparison.Ordinal);
        Assert.Contains("revision 2, leaves shadow mode", admin, StringComparison.Ordinal);
    }

    private static string WouldBe(JsonElement item) => item.TryGetProperty("wouldBe", out var wouldBe) ? $"{AuditView.Text(wouldBe, "verdict")} {AuditView.Text(wouldBe, "rule")}" : "allow";

    private static string Document(string mode) => $$"""
        { "version": "1", "mode": "{{mode}}", "default": "deny", "hide": ["clear-history"], "list": "allowed",
          "tools": { "list-async-jobs": {}, "submit-llm-request-async": { "require_approval": [ { "conditions": [] } ] },
                     "get-queue-status": { "limits": [ { "counter": "status", "window": "minute", "max": 2 } ] } } }
        """;
}
