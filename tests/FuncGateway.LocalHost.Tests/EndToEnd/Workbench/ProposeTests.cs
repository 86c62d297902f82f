using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Workbench;

/// <summary>A proposal from what real clients did, and the same again under it.</summary>
public sealed class ProposeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Propose_FromWhatAgentsDid_LetsAllOfItPassAndNothingElse()
    {
        await using var jobs = await JobsUpstream.StartAsync();
        var clock = new PinnedClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var gateway = await LocalGateway.StartAsync(azurite, clock);
        using var audit = AuditView.Of(gateway);
        var grant = await gateway.Admin.SetUpAsync("propose", jobs.Url, """{ "version": "1", "default": "allow", "hide": ["clear-history"], "tools": { "call-all-llms": { "deny_if": [ { "conditions": [] } ] } } }""");
        await gateway.Admin.SendAsync(HttpMethod.Post, "/api/servers/propose/scan");
        await using var agent = await Agent.ConnectAsync(grant, Agent.Modern);
        await WorkAsync(agent, clock);
        await agent.CallAsync("call-all-llms", new() { ["prompt"] = "x" });
        await audit.WaitForAsync("server=propose&method=tools/call", items => items.Count == 10 && items.All(item => AuditView.Text(item, "outcome") is "answered" or "error" or "refused"));
        clock.Advance(TimeSpan.FromSeconds(1));

        var proposed = JsonNode.Parse((await gateway.Admin.SendAsync(HttpMethod.Post, "/api/policies/propose", new JsonObject { ["server"] = "propose", ["policy"] = "propose", ["days"] = 1 })).ToString())!;

        Assert.Equal(
            ["/tools/cancel-async-job write 5 5", "/tools/list-async-jobs read 1 1", "/tools/submit-llm-request-async write 3 2"],
            proposed["lines"]!.AsArray().Select(line => $"{line!["pointer"]} {line["class"]} {line["calls"]} {line["perMinute"]}"));
        Assert.Equal(["call-all-llms: 1 request, which did not pass"], proposed["leftOut"]!.AsArray().Select(left => (string?)left));
        Assert.DoesNotContain(proposed["diff"]!["changes"]!.AsArray(), change => (string?)change!["to"] is "allow" or "hold");
        Assert.Equal((10, 0), ((int)proposed["replay"]!["requests"]!, (int)proposed["replay"]!["changed"]!));
        Assert.Equal([5, 5], proposed["document"]!["tools"]!["cancel-async-job"]!["limits"]!.AsArray().Select(limit => (int)limit!["max"]!));
        Assert.Equal([2, 5], proposed["document"]!["tools"]!["submit-llm-request-async"]!["limits"]!.AsArray().Select(limit => (int)limit!["max"]!));
        Assert.Contains("3 requests of 1 grant from 2026-11-22 12:00 to 2026-11-22 12:01 UTC, at most 2 a minute and 3 a day by one grant.", (string?)proposed["document"]!["tools"]!["submit-llm-request-async"]!["description"], StringComparison.Ordinal);

        await gateway.Admin.PutPolicyAsync("propose", "propose", proposed["document"]!.ToJsonString());
        await Task.Delay(CacheAge.Max, TimeProvider.System);
        clock.Advance(TimeSpan.FromDays(1));
        var again = await WorkAsync(agent, clock);
        var unseen = await agent.CallAsync("list-models");

        Assert.DoesNotContain(again, text => text.Contains("[POLICY DENIED]", StringComparison.Ordinal));
        Assert.Equal("[POLICY DENIED] Tool \"list-models\" is not permitted by policy.", unseen.Text);
    }

    private static async Task<IReadOnlyList<string>> WorkAsync(Agent agent, PinnedClock clock)
    {
        var texts = new List<string> { (await agent.CallAsync("list-async-jobs")).Text };
        for (var job = 0; job < 3; job++)
        {
            texts.Add((await agent.CallAsync("submit-llm-request-async", new() { ["model"] = "small", ["prompt"] = $"{job}" })).Text);
            clock.Advance(TimeSpan.FromSeconds(job == 1 ? 60 : 1));
        }

        for (var job = 0; job < 5; job++)
        {
            texts.Add((await agent.CallAsync("cancel-async-job", new() { ["jobId"] = $"job-{job}" })).Text);
        }

        return texts;
    }
}
