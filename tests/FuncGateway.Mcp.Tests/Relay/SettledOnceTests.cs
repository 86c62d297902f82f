using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>A call is settled once, at the first well-formed answer with its id; whatever was sent counts.</summary>
public sealed class SettledOnceTests
{
    public static TheoryData<Reply> Endings =>
    [
        Reply.Json(Error),
        Reply.Json(Error, 500),
        Reply.Json(Error, 404),
        Reply.Json(Error, 401),
        Reply.Json(Error, 403),
        Reply.Json("""{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"x"}}"""),
        Reply.Json("""{"id":1,"error":{"code":-32000,"message":"x"}}"""),
        Reply.Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"x"}}"""),
        Reply.Json("""{"error":"Internal Server Error"}""", 500),
        Reply.EventStream(ReplyStep.Event(Error)),
        Reply.EventStream(ReplyStep.Event(Result), ReplyStep.Event(Error)),
        Reply.EventStream(),
        Reply.Empty(302),
        Reply.Empty(204),
        Html(503),
        Reply.Json("") with { Steps = [new ReplyStep.Abort()] },
    ];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Limit1_HoweverTheCallEnds_LetsOneCallThrough(Reply ending)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(OnePerDay);
        gateway.Upstream.Otherwise = _ => ending;

        await gateway.PostAsync(token, Call);
        var second = await gateway.PostAsync(token, Call);

        Assert.Single(gateway.Upstream.Requests);
        Assert.Contains("[POLICY DENIED]", second.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task OneApproval_HoweverTheCallEnds_LetsOneCallThrough(Reply ending)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => ending;
        await gateway.CallAsync(token, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        await gateway.CallAsync(token, waits: false);
        await gateway.CallAsync(token, waits: false);

        Assert.Single(gateway.Upstream.Requests);
        Assert.Contains(gateway.Approvals.All, approval => approval.State == ApprovalState.Consumed);
    }

    [Fact]
    public async Task Report1_ASecondAnswerForTheId_IsNotRelayed()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event(Result), ReplyStep.Event(Error), ReplyStep.Event(Result)));

        Assert.Equal([Result], (await gateway.PostAsync(token, Call)).Events());
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    [Theory]
    [InlineData(Call, Error, "error")]
    [InlineData(Call, Result, "answered")]
    [InlineData(Initialize, Result, "answered")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", """{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}""", "answered")]
    public async Task Report2_AClientThatLeavesOnceItHasItsAnswer_HasBeenAnswered(string request, string answer, string outcome)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event(answer), ReplyStep.Forever()));
        using var message = Payments.Request(token, request);
        using (var response = await gateway.OpenAsync(message))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line && !line.StartsWith("data: ", StringComparison.Ordinal))
            {
                // Up to the answer.
            }
        }

        var method = (string?)System.Text.Json.Nodes.JsonNode.Parse(request)?["method"] ?? "";
        await Eventually.Async(async () => (await gateway.AuditAsync(method)) is [var entry] && (string?)entry["outcome"] == outcome && (int?)entry["upstreamStatus"] == 200);
    }

    [Theory]
    [InlineData("event: message\ndata: {0}\n")]
    [InlineData("event: message\ndata: {0}")]
    [InlineData("data:{0}\r")]
    public async Task Report3_TheLastEvent_NeedsNoBlankLine(string format)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HidesSecrets);
        gateway.Upstream
            .Then(Reply.EventStream(ReplyStep.Text(format.Replace("{0}", Result, StringComparison.Ordinal))))
            .Then(Reply.EventStream(ReplyStep.Text(format.Replace("{0}", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret_a"},{"name":"b"}]}}""", StringComparison.Ordinal))));

        var called = await gateway.PostAsync(token, Call);
        var listed = await gateway.PostAsync(token, """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");

        Assert.Contains(Result, called.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("error", called.Text, StringComparison.Ordinal);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"b"}]}}""", listed.Message().ToJsonString());
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"x"},"result":null}""", "error", true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"x"},"result":{}}""", "unknown", false)]
    public async Task Report16_BothMembers_AreAnErrorUnlessTheResultIsReal(string both, string outcome, bool isRelayed)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        foreach (var reply in new[] { Reply.Json(both), Reply.EventStream(ReplyStep.Event(both)) })
        {
            gateway.Upstream.Then(reply);

            var answer = await gateway.PostAsync(token, Call);

            Assert.Equal(isRelayed ? -1 : -32603, (int?)answer.Message()["error"]?["code"]);
            Assert.Equal(outcome, await gateway.OutcomeAsync());
        }
    }

    [Fact]
    public async Task Report26_AResultThatOurReaderFindsOdd_IsTheOneAnswer()
    {
        string[] odd = ["{\"v\":NaN}", "{\"v\":" + new string('[', 300) + new string(']', 300) + "}", "{\"v\":[1,],}"];
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        foreach (var answer in odd.Select(value => $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"structuredContent\":{value}}}}}"))
        {
            gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event(answer))).Then(Reply.Json(answer));

            Assert.Equal([answer], (await gateway.PostAsync(token, Call)).Events());
            Assert.Equal(answer, (await gateway.PostAsync(token, Call)).Text);
            Assert.All(await gateway.AuditAsync("tools/call"), entry => Assert.Equal("answered", (string?)entry["outcome"]));
        }
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-7,"message":"x"}}""")]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-7,"message":"x"}}""")]
    public async Task Report27_AnErrorWithoutAnId_GetsTheIdOfTheCall(string error)
    {
        foreach (var isHeld in new[] { false, true })
        {
            foreach (var reply in new[] { Reply.Json(error), Reply.EventStream(ReplyStep.Event(error)) })
            {
                await using var gateway = await InMemoryGateway.StartAsync();
                var token = await gateway.SetUpPaymentsAsync(isHeld ? Payments.Policy : AllowAll);
                gateway.Upstream.Otherwise = _ => reply;
                var calling = gateway.CallAsync(token);
                if (isHeld)
                {
                    await gateway.DecideAsync(await gateway.PendingAsync(), "approve");
                }

                var answer = (await gateway.Time.PassUntilAsync(calling)).Message();

                Assert.Equal((1, -7), ((int?)answer["id"], (int?)answer["error"]?["code"]));
                Assert.Equal("error", await gateway.OutcomeAsync());
            }
        }
    }
}
