using System.Text.Json.Nodes;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The reference server of npm behind the gateway: sessions, event ids, legacy only.</summary>
public sealed class EverythingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Policy = """
        { "version": "1", "default": "deny", "hide": ["get-env"], "tools": { "echo": {}, "get-sum": { "deny_if": [ { "conditions": [ { "path": "args.a", "op": "gt", "value": 10 } ], "on_deny": "Too much." } ] } } }
        """;

    [Fact]
    public async Task TheReferenceServer_ForTheCSharpClient_WorksAsDirectAndUnderThePolicy()
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync("everything", upstream.Url, Policy), version: null);

        var tools = await agent.ListAsync();

        Assert.Equal(Agent.Legacy, agent.Client.NegotiatedProtocolVersion);
        Assert.Contains("echo", tools);
        Assert.DoesNotContain("get-env", tools);
        Assert.Equal(("Echo: hi", false), await agent.CallAsync("echo", new() { ["message"] = "hi" }));
        Assert.Contains("3", (await agent.CallAsync("get-sum", new() { ["a"] = 1, ["b"] = 2 })).Text, StringComparison.Ordinal);
        Assert.Equal(("[POLICY DENIED] Too much.", true), await agent.CallAsync("get-sum", new() { ["a"] = 11, ["b"] = 2 }));
        Assert.True((await agent.CallAsync("get-tiny-image")).IsError);
        Assert.Equal(("[POLICY DENIED] Tool \"get-env\" is not permitted by policy.", true), await agent.CallAsync("get-env"));
        Assert.Empty(await agent.Client.ListPromptsAsync());
    }

    [Theory]
    [InlineData(TypeScriptSdk.V1)]
    [InlineData(TypeScriptSdk.V2Legacy)]
    [InlineData(TypeScriptSdk.V2Auto)]
    public async Task TheReferenceServer_ForTheTypeScriptClients_WorksAsDirectAndUnderThePolicy(TypeScriptSdk sdk)
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var grant = await gateway.Admin.SetUpAsync($"everything-{sdk}".ToLowerInvariant(), upstream.Url, Policy);
        await using var client = await TypeScriptClient.ConnectAsync(sdk, grant.McpUrl, grant.Headers, CancellationToken.None);

        var tools = await client.ListToolNamesAsync(CancellationToken.None);
        var echoed = await client.CallAsync("echo", new JsonObject { ["message"] = "hi" }, CancellationToken.None);
        var denied = await client.CallAsync("get-sum", new JsonObject { ["a"] = 11, ["b"] = 2 }, CancellationToken.None);
        var hidden = await client.CallAsync("get-env", null, CancellationToken.None);
        await client.CloseAsync(CancellationToken.None);

        Assert.Equal(Agent.Legacy, client.ProtocolVersion);
        Assert.Contains("echo", tools);
        Assert.DoesNotContain("get-env", tools);
        Assert.Equal(("Echo: hi", "[POLICY DENIED] Too much."), (echoed.Text, denied.Text));
        Assert.Equal(("[POLICY DENIED] Tool \"get-env\" is not permitted by policy.", true), (hidden.Text, hidden.IsError));
    }
}
