using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>A client learns that the server no longer knows its session, and learns it from nothing but the server's own error.</summary>
public sealed class LostSessionTests
{
    private const string OfNoRequest = """{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Session not found"}}""";

    [Theory]
    [InlineData("""{"error":{"code":404,"message":"hunter2"}}""", false)]
    [InlineData("""{"jsonrpc":"2.0","id":9,"error":{"code":404,"message":"hunter2"}}""", false)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":404,"message":"hunter2"}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":404,"message":"hunter2"}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":404,"message":"hunter2"}}""", true)]
    public async Task LostSession_IsToldInTheServersWords_OnlyIfTheyAnswerTheRequest(string body, bool passes)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await gateway.OpenSessionAsync(token);
        gateway.Upstream.Then(Reply.Json(body, 404));

        var answer = await gateway.PostAsync(token, Call, ("Mcp-Session-Id", session));

        Assert.Equal((404, 1), (answer.Status, (int?)answer.Json["id"]));
        Assert.Equal(passes, answer.Text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OfNoRequest, OfNoRequest)]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32000,"message":"gone"}}""", """{"jsonrpc":"2.0","error":{"code":-32000,"message":"gone"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":9,"error":{"code":-32001,"message":"hunter2"}}""", OfNoRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":"server-error","error":{"code":-32600,"message":"hunter2"}}""", OfNoRequest)]
    public async Task Get_AnsweredByAJsonRpcError_IsALostSession_AndAnErrorForAnotherIdIsNotPassedOn(string body, string expected)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await GetAsync(gateway, Reply.Json(body, 404));

        Assert.Equal((404, expected), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("""{"error":{"code":-32001,"message":"hunter2"}}""")]
    [InlineData("""{"id":null,"error":{"code":-32001,"message":"hunter2"}}""")]
    [InlineData("""{"jsonrpc":"1.0","id":null,"error":{"code":-32001,"message":"hunter2"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":{"text":"hunter2"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"hunter2"}}""")]
    [InlineData("""{"detail":"hunter2"}""")]
    [InlineData("")]
    public async Task Get_AnsweredByNoJsonRpcError_IsNoLostSession_ButAServerWithoutAStream(string body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await GetAsync(gateway, Reply.Json(body, 404));

        Assert.Equal((405, -32600, "POST, DELETE"), (answer.Status, (int?)answer.Json["error"]?["code"], answer.Headers["Allow"]));
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report25_AGetWithoutARoute_IsNoLostSession()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await gateway.OpenSessionAsync(token);
        gateway.Upstream.Then(Html(404)).Then(Reply.Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Session not found"}}""", 404));
        (string, string)[] headers = [("Mcp-Session-Id", session), ("Accept", "text/event-stream")];

        var withoutRoute = await gateway.SendAsync("GET", "/mcp/bank", bearer: token, headers: headers);
        var lost = await gateway.SendAsync("GET", "/mcp/bank", bearer: token, headers: headers);

        Assert.Equal((405, -32600), (withoutRoute.Status, (int?)withoutRoute.Json["error"]?["code"]));
        Assert.Equal((404, -32001), (lost.Status, (int?)lost.Json["error"]?["code"]));
    }

    [Fact]
    public async Task Delete_OfALostSession_IsAnsweredByTheServersStatusAndError()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await GetAsync(gateway, Reply.Json(OfNoRequest, 404), "DELETE");

        Assert.Equal((404, OfNoRequest), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task HeldCall_WhoseSessionIsLost_IsToldOnItsStreamWithItsId()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var session = await gateway.OpenSessionAsync(token);
        gateway.Upstream.Otherwise = _ => Reply.Json(OfNoRequest, 404);
        var call = gateway.PostAsync(token, Payments.Call(), ("Mcp-Session-Id", session));
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");

        var answer = await gateway.Time.PassUntilAsync(call);

        Assert.Equal((200, 1, -32001), (answer.Status, (int?)answer.Message()["id"], (int?)answer.Message()["error"]?["code"]));
    }

    /// <summary>The answer to a request without a body in a session of its own.</summary>
    private static async Task<Answer> GetAsync(InMemoryGateway gateway, Reply reply, string method = "GET")
    {
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await gateway.OpenSessionAsync(token);
        gateway.Upstream.Then(reply);
        return await gateway.SendAsync(method, "/mcp/bank", bearer: token, headers: [("Mcp-Session-Id", session), ("Accept", "text/event-stream")]);
    }
}
