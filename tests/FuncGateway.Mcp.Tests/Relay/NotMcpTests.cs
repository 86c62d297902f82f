using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>An answer that is not MCP becomes an error that names the side at fault and the status, and has nothing of the body.</summary>
public sealed class NotMcpTests
{
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    public static TheoryData<Reply> Answers =>
    [
        Html(), Html(500), Html(502), Reply.Json("hunter2", 500), Reply.Json("""{"error":"hunter2"}""", 500), Reply.Json("\"hunter2\""), Reply.Json("[]"), Reply.Json(""),
        Reply.Empty(202), Reply.Empty(204), Reply.Empty(200), Reply.Empty(302).With("Location", "https://hunter2"),
        new Reply(200, [new("Content-Type", "application/json"), new("Content-Encoding", "gzip")], [ReplyStep.Text("hunter2")]),
        new Reply(200, [new("Content-Type", "application/json; charset=utf-16")], [ReplyStep.Text(Result)]),
        new Reply(200, [new("Content-Type", "text/plain")], [ReplyStep.Text(Result)]),
        new Reply(200, [], [ReplyStep.Text("hunter2")]),
        new Reply(500, [new("Content-Type", "text/event-stream")], [ReplyStep.Event(Result)]),
        new Reply(200, [new("Content-Type", "application/json"), new("Content-Length", "103")], [ReplyStep.Text(Result), new ReplyStep.Abort()]),
        Reply.Json("""{"jsonrpc":"2.0","id":2,"result":{"text":"hunter2"}}"""),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task AnswerThatIsNotMcp_IsAnErrorWithNothingOfTheBody(Reply reply)
    {
        foreach (var request in new[] { Call, Initialize, List })
        {
            await using var gateway = await InMemoryGateway.StartAsync();
            var token = await gateway.SetUpPaymentsAsync(AllowAll);
            gateway.Upstream.Then(reply);

            var answer = await gateway.PostAsync(token, request);

            Assert.Equal((502, 1, -32603), (answer.Status, (int?)answer.Json["id"], (int?)answer.Json["error"]?["code"]));
            Assert.Contains("MCP server 'bank' ", (string?)answer.Json["error"]?["message"], StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
            Assert.Equal("unknown", await gateway.OutcomeAsync((string?)JsonNode.Parse(request)?["method"] ?? ""));
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task AnswerToAHeldCallThatIsNotMcp_IsAnErrorOnItsStream(Reply reply)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => reply;
        var calling = gateway.CallAsync(token);
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");

        var answer = await gateway.Time.PassUntilAsync(calling);

        Assert.Equal((1, -32603), ((int?)answer.Message()["id"], (int?)answer.Message()["error"]?["code"]));
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task WhatWasNotPassedOn_IsInTheOperatorsLogAndCut()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json($"<\u202e\u0007{new string('x', 1000)}", 500));

        await gateway.PostAsync(token, Call);

        var line = Assert.Single(gateway.Log.Lines, each => each.Contains("it began", StringComparison.Ordinal));
        Assert.Contains("\\u202E\\u0007xxx", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 200, 500);
    }

    [Theory]
    [InlineData(404, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}""")]
    [InlineData(400, """{"jsonrpc":"2.0","error":{"code":-32000,"message":"Server not initialized"},"id":null}""")]
    [InlineData(500, Result)]
    public async Task JsonRpcUnderAnErrorStatus_IsMcp(int status, string body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json(body, status));

        var answer = await gateway.PostAsync(token, Call);

        Assert.Equal((status, body), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Report9_NotificationsAndResponses_KeepTheUpstreamsStatus(int status)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await gateway.OpenSessionAsync(token);
        foreach (var message in new[] { """{"jsonrpc":"2.0","method":"notifications/initialized"}""", """{"jsonrpc":"2.0","id":7,"result":{}}""" })
        {
            gateway.Upstream.Then(status == 500 ? Html(500) : Reply.Empty(status));

            var answer = await gateway.PostAsync(token, message, ("Mcp-Session-Id", session));

            Assert.Equal((status, ""), (answer.Status, answer.Text));
        }
    }

    [Theory]
    [InlineData("""{"error":{"code":500,"message":"hunter2"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":9,"error":{"code":500,"message":"hunter2"}}""")]
    public async Task ErrorThatIsNoAnswer_ToANotification_PassesItsStatusOnly(string body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json(body, 500));

        var answer = await gateway.PostAsync(token, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        Assert.Equal((500, ""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report11_AnOldServersAnswerToTheProbe_IsOneOnWhichClientsFallBack(bool isStream)
    {
        const string Refusal = """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid request parameters"}}""";
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(isStream ? Reply.EventStream(ReplyStep.Event(Refusal)) : Reply.Json(Refusal));

        var answer = await gateway.PostAsync(
            token,
            """{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""",
            ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", "server/discover"));

        Assert.Equal((isStream ? 200 : 404, -32601), (answer.Status, (int?)answer.Message()["error"]?["code"]));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret_a"},{"name":"b"}]}}""")]
    [InlineData("{\n\"jsonrpc\":\"2.0\",\n\"id\":1,\n\"result\":{\"tools\":[\n{\"name\":\"secret_a\"}]}}")]
    [InlineData("data {\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}")]
    [InlineData(" data: {\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}")]
    [InlineData("Data: {\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}")]
    [InlineData("event: x\u2028data: {\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}")]
    [InlineData("data\0: {\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}")]
    public async Task Report4_AListWhereNoDataFieldIs_IsNotShown(string body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HidesSecrets);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Text(body + "\n\n")));

        var answer = await gateway.PostAsync(token, List);

        Assert.DoesNotContain("secret_a", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, (int?)answer.Message()["id"]);
    }

    [Theory]
    [InlineData("event: message\nid: 1\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":NaN}}\n\n")]
    [InlineData("event: ping\nid: 1\ndata: {\"a\":1,}\n\n")]
    [InlineData("id: 1\ndata: [1]\n\n")]
    [InlineData("id: 1\ndata: [{\"result\":{\"tools\":[{\"name\":\"secret_a\"}]}}]\n\n")]
    public async Task Report8_OneOddEvent_CostsThatEventOnly(string odd)
    {
        const string Good = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}}""";
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HidesSecrets);
        var session = await gateway.OpenSessionAsync(token);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Text(odd), ReplyStep.Event(Good, id: "2")));

        var answer = await gateway.SendAsync("GET", "/mcp/bank", bearer: token, headers: [("Mcp-Session-Id", session), ("Accept", "text/event-stream")]);

        Assert.Equal(Good, answer.Events().Last());
        Assert.DoesNotContain("secret_a", answer.Text, StringComparison.Ordinal);
        Assert.Contains("id: 1\n", answer.Text, StringComparison.Ordinal);
    }
}
