using System.Text.Json;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>A server that runs and changes the definition of a tool, while real clients work under the recommended policy.</summary>
public sealed class ChangedDefinitionTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Tool = "get-forecast";

    [Theory]
    [InlineData(AgentKind.CSharpModern, Definitions.OtherText)]
    [InlineData(AgentKind.TypeScriptV1, Definitions.OtherSchema)]
    public async Task List_WithAChangedDefinition_WhereItIsToBeNotified_ShowsTheToolAndRecordsTheChange(AgentKind kind, string changed)
    {
        await using var upstream = await ChangingUpstream.StartAsync(Definitions.GetForecast, Definitions.GetTides);
        var (server, grant) = await SetUpAsync(upstream, "notify", kind);
        await using var removed = server;
        await using var agent = await AnyAgent.ConnectAsync(kind, grant);
        Assert.Equal([Tool, "get-tides"], await agent.ListAsync());
        Assert.Empty(await server.ListChangesAsync());

        await upstream.ShowAsync(changed, Definitions.GetTides);

        Assert.Equal([Tool, "get-tides"], await agent.ListAsync());
        await ChangeIsShownAsync(server);
        await AssertRecordedOnceAsync(server);
        Assert.Equal(("called get-forecast", false), await agent.CallAsync(Tool, 1));
    }

    [Theory]
    [InlineData(AgentKind.CSharpLegacy, Definitions.OtherText)]
    [InlineData(AgentKind.CSharpModern, Definitions.OtherSchema)]
    [InlineData(AgentKind.TypeScriptV1, Definitions.OtherText)]
    [InlineData(AgentKind.TypeScriptV2Auto, Definitions.OtherSchema)]
    public async Task List_WithAChangedDefinition_WhereItIsToBeHidden_LacksTheToolUntilItIsAccepted(AgentKind kind, string changed)
    {
        await using var upstream = await ChangingUpstream.StartAsync(Definitions.GetForecast, Definitions.GetTides);
        var (server, grant) = await SetUpAsync(upstream, "hide", kind);
        await using var removed = server;
        await using var agent = await AnyAgent.ConnectAsync(kind, grant);
        Assert.Equal([Tool, "get-tides"], await agent.ListAsync());
        Assert.Equal(("called get-forecast", false), await agent.CallAsync(Tool, 1));

        await upstream.ShowAsync(changed, Definitions.GetTides);

        Assert.Equal(["get-tides"], await agent.ListAsync());
        await ChangeIsShownAsync(server);
        await AssertRecordedOnceAsync(server);
        await AssertRefusedAsync(agent, server, upstream);
        Assert.Equal(("called get-tides", false), await agent.CallAsync("get-tides", 1));

        await server.AcceptAsync(Tool);

        await Eventually.Async(async () => (await agent.ListAsync()).Contains(Tool), "the accepted tool is listed again");
        Assert.Equal(("called get-forecast", false), await agent.CallAsync(Tool, 3));
        Assert.Empty(await server.ListChangesAsync());
    }

    private Task<(RegisteredServer Server, GrantWithToken Grant)> SetUpAsync(ChangingUpstream upstream, string onChange, AgentKind kind) =>
        RegisteredServer.SetUpAsync(shared.Gateway.Admin, $"{onChange}-{kind}".ToLowerInvariant(), upstream.Url, onChange);

    private static Task ChangeIsShownAsync(RegisteredServer server) =>
        Eventually.Async(async () => await server.ListChangesAsync() is [Tool], "the server shows the changed tool");

    private async Task AssertRecordedOnceAsync(RegisteredServer server)
    {
        using var audit = AuditView.Of(shared.Gateway);
        var entries = await audit.WaitForAsync($"stream=admin&server={server.Id}", items => items.Any(IsChange));
        Assert.Equal($"{server.Id}/{Tool}", AuditView.Text(Assert.Single(entries, IsChange), "target"));
    }

    private static bool IsChange(JsonElement entry) => AuditView.Text(entry, "action") == "toolChanged";

    // The process that relays the list hides the tool at once; for calls, a change may be two seconds old before it is known.
    private async Task AssertRefusedAsync(AnyAgent agent, RegisteredServer server, ChangingUpstream upstream)
    {
        (string Text, bool IsError) refused = ("", false);
        await Eventually.Async(async () => (refused = await agent.CallAsync(Tool, 2)).IsError, "a call of the changed tool is refused");
        Assert.Equal(($"[POLICY DENIED] Tool \"{Tool}\" is not permitted by policy.", true), refused);

        var sent = await upstream.CallsAsync(Tool);
        await agent.CallAsync(Tool, 2);
        Assert.Equal(sent, await upstream.CallsAsync(Tool));

        using var audit = AuditView.Of(shared.Gateway);
        var entries = await audit.WaitForAsync($"server={server.Id}&tool={Tool}&verdict=hidden", items => items.Count > 1);
        Assert.All(entries, entry => Assert.Equal("(changed since accepted)", AuditView.Text(entry, "rule")));
    }
}
