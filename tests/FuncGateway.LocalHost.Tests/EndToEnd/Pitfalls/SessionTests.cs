using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Sessions of the legacy revisions: ids of the upstream, bound to the grant that opened the session.</summary>
public sealed class SessionTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Notification = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private const string Listed = """{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}""";

    [Fact]
    public async Task Row05_TheSessionIdOfTheUpstream_ReachesTheClient_AndOtherHeadersOfTheProtocolToo()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json(Listed).With("Mcp-Session-Id", "abc.DEF-123").With("MCP-Protocol-Version", "2025-06-18").With("Retry-After", "7"));

        var answer = await route.PostAsync(Route.Initialize);

        Assert.StartsWith("abc.DEF-123.", answer.Head.Header("Mcp-Session-Id"), StringComparison.Ordinal);
        Assert.Equal("2025-06-18", answer.Head.Header("MCP-Protocol-Version"));
        Assert.Equal("7", answer.Head.Header("Retry-After"));
    }

    [Fact]
    public async Task Row06_TheClientsId_GoesUpAsTheUpstreamsOwn_OnEveryVerb()
    {
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("own-id");
        route.Upstream.Then(Reply.Empty(202)).Then(Reply.EventStream()).Then(Reply.Empty(200));

        await route.PostAsync(Notification, $"Mcp-Session-Id: {session}");
        await route.SendAsync(route.Request("GET", $"mcp-session-id: {session}", "Last-Event-ID: 41"));
        await route.SendAsync(route.Request("DELETE", $"MCP-SESSION-ID: {session}"));

        Assert.NotEqual("own-id", session);
        Assert.Equal(["POST", "POST", "GET", "DELETE"], route.Upstream.Requests.Select(request => request.Method));
        Assert.All(route.Upstream.Requests.Skip(1), request => Assert.Equal("own-id", request.Header("Mcp-Session-Id")));
        Assert.Equal("41", route.Upstream.Requests[2].Header("Last-Event-ID"));
    }

    [Fact]
    public async Task Row06_AnInitializeWithAStaleSessionId_GoesUpWithoutIt()
    {
        await using var route = await shared.OpenAsync();
        var stale = await route.OpenSessionAsync("old");
        route.Upstream.Then(Reply.Json(Listed));

        await route.PostAsync(Route.Initialize, $"Mcp-Session-Id: {stale}");

        Assert.Null(route.Upstream.Requests[^1].Header("Mcp-Session-Id"));
    }

    [Fact]
    public async Task Row06_AModernRequest_HasNoSessionEitherWay()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json(Listed).With("Mcp-Session-Id", "new"));

        var answer = await route.PostAsync(
            Route.Modern("tools/list"), [.. Route.ModernHeaders("tools/list"), "Mcp-Session-Id: whatever", "Last-Event-ID: 9"]);

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Head.Header("Mcp-Session-Id"));
        Assert.Null(route.Upstream.Requests[0].Header("Mcp-Session-Id"));
        Assert.Null(route.Upstream.Requests[0].Header("Last-Event-ID"));
    }

    [Fact]
    public async Task Row07_AnUpstreamWithoutSessions_Works()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json(Listed)).Then(Reply.Empty(202)).Then(Reply.Json(Listed));

        var opened = await route.PostAsync(Route.Initialize);
        var noted = await route.PostAsync(Notification);
        var listed = await route.PostAsync(Route.List);

        Assert.Null(opened.Head.Header("Mcp-Session-Id"));
        Assert.Equal([200, 202, 200], [opened.Status, noted.Status, listed.Status]);
    }

    [Theory]
    [InlineData("text/plain", "gone")]
    [InlineData("text/html", "<h1>Not Found</h1>")]
    [InlineData("application/json", """{"error":"no such session"}""")]
    [InlineData("application/json", "broken")]
    public async Task Row08_ALostSession_IsAnsweredSoThatClientsBeginANewOne(string type, string body)
    {
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("lost");
        route.Upstream.Then(new Reply(404, [new("Content-Type", type)], [ReplyStep.Text(body)]));

        var answer = await route.PostAsync("""{"jsonrpc":"2.0","id":"x","method":"tools/list"}""", $"Mcp-Session-Id: {session}");

        Assert.Equal((404, """{"jsonrpc":"2.0","id":"x","error":{"code":-32001,"message":"Session not found"}}"""), (answer.Status, answer.Text));
        Assert.Equal("application/json", answer.Head.Header("Content-Type"));
    }

    [Fact]
    public async Task Row08_ALostSessionThatIsToldAsAJsonRpcError_IsRelayedWithTheRequestsId()
    {
        const string Told = """{ "jsonrpc":"2.0", "id":null, "error":{"code":-32001,"message":"Session expired"} }""";
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("lost");
        route.Upstream.Then(Reply.Json(Told, status: 404));

        var answer = await route.PostAsync(Route.List, $"Mcp-Session-Id: {session}");

        Assert.Equal((404, Told.Replace("null", "1", StringComparison.Ordinal)), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Row09_ASessionOfAnotherGrant_IsUnknown_AndNothingIsForwarded(string method)
    {
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("theirs");
        var other = await route.MintAsync();
        string[] headers = [$"Mcp-Session-Id: {session}", $"Authorization: Bearer {other.Token}"];

        var answer = await route.SendAsync(method == "POST" ? route.Post(Route.List, headers) : route.Request(method, headers));

        Assert.Equal((404, -32001), (answer.Status, answer.ErrorCode));
        Assert.Single(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("theirs")]
    [InlineData("theirs.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public async Task Row09_ASessionIdThatTheGatewayDidNotGiveOut_IsUnknown_AndNothingIsForwarded(string session)
    {
        await using var route = await shared.OpenAsync();

        var answer = await route.PostAsync(Route.List, $"Mcp-Session-Id: {session}");

        Assert.Equal((404, -32001), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Fact]
    public async Task Row09_ASessionId_IsKnownToEveryInstanceWithTheSameKey()
    {
        var key = Convert.ToBase64String(new byte[32]);
        await using var first = await shared.StartAnotherAsync($"--FuncGateway:SessionKey={key}");
        await using var second = await shared.StartAnotherAsync($"--FuncGateway:SessionKey={key}");
        await using var route = await Route.OpenAsync(first, "both", Policies.AllowAll);
        var session = await route.OpenSessionAsync("shared");
        route.Upstream.Then(Reply.Json(Listed));

        using var client = await RawConnection.OpenAsync(second.Url);
        await client.SendAsync(route.Post(Route.List, $"Mcp-Session-Id: {session}", $"Host: {second.Url.Authority}"));
        var answer = await client.ReadAnswerAsync();

        Assert.Equal((200, "shared"), (answer.Status, route.Upstream.Requests[^1].Header("Mcp-Session-Id")));
    }

    [Fact]
    public async Task Row10_AGetThatTheUpstreamDoesNotServe_Is405WithItsAllow()
    {
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("s");
        route.Upstream.Then(Reply.Empty(405).With("Allow", "POST, DELETE"));

        var answer = await route.SendAsync(route.Request("GET", $"Mcp-Session-Id: {session}"));

        Assert.Equal((405, "POST, DELETE", 0), (answer.Status, answer.Head.Header("Allow"), answer.Body.Length));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Row10_AModernGetOrDelete_Is405WithAllow_AndNothingIsForwarded(string method)
    {
        await using var route = await shared.OpenAsync();

        var answer = await route.SendAsync(route.Request(method, "MCP-Protocol-Version: 2026-07-28"));

        Assert.Equal((405, "POST"), (answer.Status, answer.Head.Header("Allow")));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Row10_OtherVerbs_Are405WithAllow_AndNothingIsForwarded(string method)
    {
        await using var route = await shared.OpenAsync();

        var answer = await route.SendAsync(route.Request(method));

        Assert.Equal((405, "POST, GET, DELETE"), (answer.Status, answer.Head.Header("Allow")));
        Assert.Empty(route.Upstream.Requests);
    }

    [Fact]
    public async Task Row11_AnAnswerOnThePost_DoesNotComeOnTheGetStreamToo()
    {
        const string Answer = """{"jsonrpc":"2.0","id":1,"result":{}}""";
        const string Changed = """{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""";
        var gate = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("s");
        route.Upstream.Then(Reply.EventStream(new ReplyStep.Wait(gate.Task), ReplyStep.Event(Changed))).Then(Reply.EventStream(ReplyStep.Event(Answer)));
        using var stream = await route.ConnectAsync();
        await stream.SendAsync(route.Request("GET", $"Mcp-Session-Id: {session}"));
        await stream.ReadOpeningAsync();

        var answer = await route.PostAsync(McpPost.Call("a"));
        gate.SetResult();

        Assert.Equal([Answer], answer.EventData);
        Assert.Equal($"event: message\ndata: {Changed}\n\n", System.Text.Encoding.UTF8.GetString(await stream.ReadBodyAsync()));
    }
}
