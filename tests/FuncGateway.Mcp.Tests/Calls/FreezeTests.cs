using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>What agents meet while an administrator has stopped all calls.</summary>
public sealed class FreezeTests
{
    private const string Stopped = "[POLICY DENIED] All calls are stopped by an administrator since 2026-";

    [Fact]
    public async Task ToolCall_OfAFrozenGateway_IsDeniedByRuleFrozenAndRecorded()
    {
        await using var gateway = await FrozenAsync();

        var answer = await gateway.CallAsync(gateway.Token);

        Assert.Equal(200, answer.Status);
        Assert.Equal("(frozen)", (string?)answer.Json["result"]?["_meta"]?["funcgateway/decision"]?["rule"]);
        Assert.True((bool?)answer.Json["result"]?["isError"]);
        Assert.StartsWith(Stopped, answer.Spoken(), StringComparison.Ordinal);
        var entry = Assert.Single(await gateway.EntriesAsync());
        Assert.Equal("pay deny (frozen) refused", $"{entry?["tool"]} {entry?["verdict"]} {entry?["rule"]} {entry?["outcome"]}");
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("initialize", """{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}""")]
    [InlineData("tools/list", "{}")]
    [InlineData("resources/read", """{"uri":"file:///a"}""")]
    [InlineData("ping", "{}")]
    [InlineData("no/such", "{}")]
    public async Task Request_OfAFrozenGateway_IsAnsweredByAnErrorAndNotRelayed(string method, string parameters)
    {
        await using var gateway = await FrozenAsync();

        var answer = await gateway.PostAsync($$"""{"jsonrpc":"2.0","id":"a","method":"{{method}}","params":{{parameters}}}""");

        Assert.Equal((200, "a", -32600), (answer.Status, (string?)answer.Json["id"], (int?)answer.Json["error"]?["code"]));
        Assert.StartsWith(Stopped, (string?)answer.Json["error"]?["message"], StringComparison.Ordinal);
        Assert.Equal("(frozen)", (string?)Assert.Single(await gateway.EntriesAsync())?["rule"]);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""")]
    public async Task MessageWithoutAnAnswer_ToAFrozenGateway_IsDropped(string message)
    {
        await using var gateway = await FrozenAsync();

        Assert.Equal(202, (await gateway.PostAsync(message)).Status);

        Assert.Equal("refused", (string?)Assert.Single(await gateway.EntriesAsync())?["outcome"]);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Stream_OfAFrozenGateway_IsRefused(string method)
    {
        await using var gateway = await FrozenAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), "/mcp/bank");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Token);
        using var response = await gateway.OpenAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(Stopped, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task HeldCall_WhenTheGatewayIsFrozen_IsRefusedAndItsApprovalStays()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token);
        var id = await gateway.PendingAsync();

        await gateway.SendAsync("POST", "/api/freeze");
        await gateway.DecideAsync(id, "approve");
        await gateway.Time.PassUntilAsync(call);

        Assert.Contains("All calls are stopped by an administrator since", (await call).Text, StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
        Assert.Empty(gateway.Upstream.Requests);

        await gateway.SendAsync("DELETE", "/api/freeze");
        Assert.Equal(Payments.Result, (await gateway.CallAsync(token)).Text);
    }

    [Fact]
    public async Task Freeze_MadeThroughAnotherInstance_HoldsWithinTwoSecondsAndSoDoesItsEnd()
    {
        await using var one = await InMemoryGateway.StartAsync();
        await using var other = await InMemoryGateway.StartAsync(new() { InstanceOf = one });
        var token = await one.SetUpPaymentsAsync(policy: """{"version":"1","default":"allow"}""");
        Assert.Equal(Payments.Result, (await other.CallAsync(token)).Text);

        await one.SendAsync("POST", "/api/freeze", """{"reason":"incident"}""");
        Assert.StartsWith(Stopped, (await one.CallAsync(token)).Spoken(), StringComparison.Ordinal);
        one.Time.Advance(TimeSpan.FromSeconds(2));
        var refused = await other.CallAsync(token);
        Assert.StartsWith(Stopped, refused.Spoken(), StringComparison.Ordinal);
        Assert.DoesNotContain("incident", refused.Text, StringComparison.Ordinal);

        await one.SendAsync("DELETE", "/api/freeze");
        one.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Payments.Result, (await other.CallAsync(token)).Text);
    }

    [Fact]
    public async Task Call_WhenTheFreezeCannotBeRead_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(policy: """{"version":"1","default":"allow"}""");
        gateway.Freeze.Outage.Down = true;

        Assert.Equal(503, (await gateway.CallAsync(token)).Status);
        Assert.Empty(gateway.Upstream.Requests);
    }

    private static async Task<FrozenGateway> FrozenAsync()
    {
        var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        Assert.Equal(200, (await gateway.SendAsync("POST", "/api/freeze")).Status);
        return new FrozenGateway(gateway, token);
    }

    private sealed record FrozenGateway(InMemoryGateway Gateway, string Token) : IAsyncDisposable
    {
        public Testing.Upstreams.ScriptedUpstream Upstream => Gateway.Upstream;

        public Task<Answer> CallAsync(string token) => Gateway.CallAsync(token);

        public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request) => Gateway.OpenAsync(request);

        public async Task<Answer> PostAsync(string body)
        {
            using var request = Payments.Request(Token, body);
            using var response = await Gateway.OpenAsync(request);
            return await Answer.OfAsync(response);
        }

        public async Task<JsonArray> EntriesAsync() => (await Gateway.SendAsync("GET", "/api/audit")).Json["items"]?.AsArray() ?? [];

        public ValueTask DisposeAsync() => Gateway.DisposeAsync();
    }
}
