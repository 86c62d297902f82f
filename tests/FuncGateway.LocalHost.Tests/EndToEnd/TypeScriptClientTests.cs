using System.Text.Json.Nodes;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The clients of the TypeScript SDK, version 1 and both ways of version 2.</summary>
public sealed class TypeScriptClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TypeScriptSdk.V1, Agent.Legacy)]
    [InlineData(TypeScriptSdk.V2Legacy, Agent.Legacy)]
    [InlineData(TypeScriptSdk.V2Auto, Agent.Modern)]
    public async Task SeedPolicy_ForARealClient_ShowsAllowsDeniesHidesAndCounts(TypeScriptSdk sdk, string agreed)
    {
        await using var jobs = await JobsUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        var grant = await gateway.Admin.SetUpAsync($"jobs-{sdk}".ToLowerInvariant(), jobs.Url, Policies.Seed);
        await using var client = await TypeScriptClient.ConnectAsync(sdk, grant.McpUrl, grant.Headers, CancellationToken.None);

        var tools = await client.ListToolNamesAsync(CancellationToken.None);
        var listed = await client.CallAsync("list-async-jobs", null, CancellationToken.None);
        var denied = await client.CallAsync("call-all-llms", new JsonObject { ["prompt"] = "x" }, CancellationToken.None);
        var hidden = await client.CallAsync("clear-history", null, CancellationToken.None);
        var cancelled = await client.CallAsync("cancel-async-job", new JsonObject { ["jobId"] = "job-1" }, times: 31, CancellationToken.None);
        await client.CloseAsync(CancellationToken.None);

        Assert.Equal(("jobs", agreed), (client.ServerName, client.ProtocolVersion));
        Assert.Contains("cancel-async-job", tools);
        Assert.DoesNotContain("clear-history", tools);
        Assert.False(listed.IsError);
        Assert.True(denied.IsError);
        Assert.StartsWith("[POLICY DENIED]", denied.Text, StringComparison.Ordinal);
        Assert.Equal((denied.Text?.Replace("call-all-llms", "clear-history", StringComparison.Ordinal), true), (hidden.Text, hidden.IsError));
        Assert.DoesNotContain(cancelled.Take(30), call => call.Text?.Contains("DENIED", StringComparison.Ordinal) != false);
        Assert.Equal("[POLICY DENIED] Limit of 30 per minute reached; it resets in 60 s.", cancelled[30].Text);
        Assert.Equal((30, 1, 0, 0), (jobs.Calls.Of("cancel-async-job"), jobs.Calls.Of("list-async-jobs"), jobs.Calls.Of("call-all-llms"), jobs.Calls.Of("clear-history")));
    }

    [Theory]
    [InlineData(TypeScriptSdk.V1)]
    [InlineData(TypeScriptSdk.V2Legacy)]
    [InlineData(TypeScriptSdk.V2Auto)]
    public async Task Connect_WithoutAGrant_Fails(TypeScriptSdk sdk)
    {
        await using var jobs = await JobsUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var grant = await gateway.Admin.SetUpAsync($"closed-{sdk}".ToLowerInvariant(), jobs.Url, Policies.Seed);

        var refused = await Assert.ThrowsAsync<TypeScriptClientException>(() =>
            TypeScriptClient.ConnectAsync(sdk, grant.McpUrl, new Dictionary<string, string> { ["Authorization"] = "Bearer x" }, CancellationToken.None));

        Assert.Equal(0, jobs.Calls.All.Values.Sum());
        Assert.NotNull(refused.Error);
    }
}
