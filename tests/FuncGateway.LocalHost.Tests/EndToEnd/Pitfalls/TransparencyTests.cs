using System.Net;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>
/// Bytes are relayed unchanged. Row 25 of the table of pitfalls (name collisions when servers are aggregated) does not apply: each server has its own address,
/// and names are relayed and compared exactly, including case.
/// </summary>
public sealed class TransparencyTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task Row21_APolicyWithAFieldNobodyKnows_IsRefused_AndTheOneBeforeStaysInForce()
    {
        await using var route = await shared.OpenAsync(Policies.Seed);

        var status = await shared.Gateway.Admin.TryPutPolicyAsync(route.Server, route.Server, """{ "version": "1", "default": "allow", "allowed_tools": ["list-async-jobs"] }""");
        var answer = await route.PostAsync(McpPost.Call("call-all-llms"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("[POLICY DENIED]", answer.Text, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Fact]
    public async Task Row21_AGrantWithoutAPolicy_MayCallNothingAndSeesWhatItMayCall()
    {
        await using var route = await shared.OpenAsync();
        using var post = new McpPost(await shared.Gateway.Admin.MintAsync(route.Server, policy: null));

        var text = await post.CallAsync("a");

        Assert.StartsWith("[POLICY DENIED]", text, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("initialize", 200, """{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"x":{}},"serverInfo":{"name":"s","version":"1","vendor":1.0}}}""")]
    [InlineData("ping", 200, """{ "jsonrpc":"2.0","id":1,"result":{}}""")]
    [InlineData("vendor/own", 404, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found","data":{"a":1E2}}}""")]
    [InlineData("server/discover", 400, """{"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: Server not initialized"},"id":null}""")]
    public async Task Row22_MethodsTheGatewayDoesNotKnow_AreAnsweredByTheUpstream(string method, int status, string body)
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json(body, status));
        var request = $"{{\"id\":1, \"jsonrpc\":\"2.0\",\"params\":{{\"z\":1.0,\"a\":2}},\"method\":\"{method}\"}}";

        var answer = await route.PostAsync(request);

        Assert.Equal((status, body), (answer.Status, answer.Text));
        Assert.Equal(request, route.Upstream.Requests[0].Text);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"\\u0061\\/b\"")]
    [InlineData("\"\"")]
    public async Task Row24_AnId_IsForwardedAndEchoedExactlyAsItCame(string id)
    {
        await using var route = await shared.OpenAsync("""{ "version": "1", "default": "deny", "tools": { "a": {} } }""");
        var answerOfUpstream = $"{{\"result\":{{\"big\":12345678901234567890,\"n\":1.0}},\"id\":{id},\"jsonrpc\":\"2.0\"}}";
        route.Upstream.Then(Reply.EventStream(ReplyStep.Event(answerOfUpstream)));

        var allowed = await route.PostAsync(McpPost.Call("a", """{"n":1.0,"b":[1e5]}""", id));
        var denied = await route.PostAsync(McpPost.Call("b", id: id));

        Assert.Equal(McpPost.Call("a", """{"n":1.0,"b":[1e5]}""", id), route.Upstream.Requests[0].Text);
        Assert.Equal([answerOfUpstream], allowed.EventData);
        Assert.StartsWith($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":", denied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row24_AnAnswerWithTheIdWrittenAnew_IsKnownAsTheAnswer()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream
            .Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","id":"a\/","result":{}}""")))
            .Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","id":1.0,"result":{}}""")))
            .Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","id":1,"result":{}}""")));

        Assert.Single((await route.PostAsync(McpPost.Call("a", id: "\"\\u0061/\""))).EventData);
        Assert.Single((await route.PostAsync(McpPost.Call("a"))).EventData);
        Assert.Equal(2, (await route.PostAsync(McpPost.Call("a", id: "\"1\""))).EventData.Length);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":{"action":"accept"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-1,"message":"no"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")]
    public async Task A202_HasNoBody(string message)
    {
        await using var route = await shared.OpenAsync(Policies.Seed);
        var session = await route.OpenSessionAsync("s");
        route.Upstream.Then(Reply.Empty(202));

        var answer = await route.PostAsync(message, $"Mcp-Session-Id: {session}");

        Assert.Equal((202, 0), (answer.Status, answer.Body.Length));
        Assert.Null(answer.Head.Header("Content-Type"));
        Assert.Equal(message, route.Upstream.Requests[^1].Text);
    }

    [Fact]
    public async Task AnUpstreamThatIsGone_Is502WithTheId()
    {
        var upstream = await ScriptedUpstream.StartAsync();
        await upstream.DisposeAsync();
        using var post = new McpPost(await shared.Gateway.Admin.SetUpAsync("gone", upstream.Url, Policies.AllowAll));

        var (status, body) = await post.SendAsync(McpPost.Call("a", id: "5"));

        Assert.Equal((502, 5), (status, body.GetProperty("id").GetInt32()));
        Assert.Contains("nothing was sent", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
