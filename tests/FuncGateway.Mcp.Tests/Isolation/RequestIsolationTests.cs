using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>Cancellations, answers, progress and streams reach only what belongs to their own grant, with sessions and without.</summary>
public sealed class RequestIsolationTests
{
    private const string Question = """{"jsonrpc":"2.0","id":77,"method":"roots/list"}""";
    private const string ClientsAnswer = """{"jsonrpc":"2.0","id":77,"result":{"roots":[]}}""";

    [Fact]
    public async Task Cancellation_WithoutASession_PassesOnlyForTheGrantsOwnRequestInFlight()
    {
        await using var two = await TwoGrants.StartAsync();
        var (end, call) = await CallAsync(two, two.First, id: "5");

        await AssertDroppedAsync(two, two.Second, Cancel("5"));
        await AssertDroppedAsync(two, two.First, Cancel("\"5\""));
        await AssertDroppedAsync(two, two.First, Cancel("6"));
        await AssertSentAsync(two, two.First, Cancel("5"));

        end.SetResult();
        await call;
        await AssertDroppedAsync(two, two.First, Cancel("5"));
        Assert.Equal(4, (await two.RulesAsync("notifications/cancelled")).Count(rule => rule == "(not owned)"));
        Assert.Equal(0, two.Gateway.Services.GetRequiredService<RequestsInFlight>().Count);
    }

    [Fact]
    public async Task Cancellation_WithoutASession_OfAnIdThatBothGrantsUse_IsDropped()
    {
        await using var two = await TwoGrants.StartAsync();
        var (firstEnd, first) = await CallAsync(two, two.First, id: "5");
        var (secondEnd, second) = await CallAsync(two, two.Second, id: "5");

        await AssertDroppedAsync(two, two.First, Cancel("5"));

        secondEnd.SetResult();
        await second;
        await AssertSentAsync(two, two.First, Cancel("5"));
        firstEnd.SetResult();
        await first;
    }

    [Fact]
    public async Task Answer_WithoutASession_PassesOnlyToAQuestionOnAnOpenStreamOfTheGrant()
    {
        await using var two = await TwoGrants.StartAsync();
        await AssertDroppedAsync(two, two.First, ClientsAnswer);
        var end = new TaskCompletionSource();
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(Question), new ReplyStep.Wait(end.Task), ReplyStep.Event(TwoGrants.Result("{}"))));
        var call = two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""));
        var requests = two.Gateway.Services.GetRequiredService<RequestsInFlight>();
        await Eventually.Async(() => requests.Count == 2);

        await AssertDroppedAsync(two, two.Second, ClientsAnswer);
        await AssertSentAsync(two, two.First, ClientsAnswer);

        end.SetResult();
        await call;
        await AssertDroppedAsync(two, two.First, ClientsAnswer);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":77,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"client-1","status":"working"}}""")]
    public async Task Message_ThatNamesARequest_PassesInASessionOfTheGrant_AndNotWithout(string message)
    {
        await using var two = await TwoGrants.StartAsync();
        var session = await two.OpenSessionAsync(two.First, "s-1");

        await AssertSentAsync(two, two.First, message, ("Mcp-Session-Id", session));
        Assert.Equal("s-1", two.Upstream.Requests[^1].Header("Mcp-Session-Id"));
        await AssertDroppedAsync(two, two.First, message);
        var sent = two.Sent;
        Assert.Equal(404, (await two.PostAsync(two.Second, message, ("Mcp-Session-Id", session))).Status);
        Assert.Equal(404, (await two.PostAsync(two.Second, message, ("Mcp-Session-Id", "s-1"))).Status);
        Assert.Equal(sent, two.Sent);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task StreamOrEnd_WithoutASessionOfTheGrant_IsNotSent(string method)
    {
        await using var two = await TwoGrants.StartAsync();
        var session = await two.OpenSessionAsync(two.First, "s-1");
        var sent = two.Sent;

        var without = await two.SendAsync(method, two.First, ("Accept", "text/event-stream"), ("Last-Event-ID", "e-1"));
        Assert.Equal((405, "POST"), (without.Status, without.Headers["Allow"]));
        Assert.Equal(404, (await two.SendAsync(method, two.Second, ("Mcp-Session-Id", session))).Status);
        Assert.Equal(404, (await two.SendAsync(method, two.Second, ("Mcp-Session-Id", "s-1"))).Status);
        Assert.Equal(sent, two.Sent);
    }

    [Fact]
    public async Task LastEventId_IsSentOnlyOnAStreamInASession()
    {
        await using var two = await TwoGrants.StartAsync();
        var session = await two.OpenSessionAsync(two.First, "s-1");
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(TwoGrants.Notification("notifications/message"))));

        await two.SendAsync("GET", two.First, ("Mcp-Session-Id", session), ("Last-Event-ID", "e-1"));
        Assert.Equal("e-1", two.Upstream.Requests[^1].Header("Last-Event-ID"));

        foreach (var headers in new (string, string)[][] { [("Last-Event-ID", "e-1")], [("Last-Event-ID", "e-1"), ("Mcp-Session-Id", session)] })
        {
            await two.PostAsync(two.First, TwoGrants.Request("ping"), headers);
            Assert.Null(two.Upstream.Requests[^1].Header("Last-Event-ID"));
        }
    }

    [Fact]
    public async Task Session_OpenedAtOneAddress_IsUnknownAtAnother()
    {
        await using var two = await TwoGrants.StartAsync();
        var session = await two.OpenSessionAsync(two.First, "s-1");
        var tag = (await two.Gateway.SendAsync("GET", "/api/servers/bank")).Tag ?? "";
        var moved = $$"""{"name":"Bank","upstreamUrl":"{{two.Upstream.Url.AbsoluteUri}}?moved=1"}""";
        Assert.Equal(200, (await two.Gateway.SendAsync("PUT", "/api/servers/bank", moved, headers: [("If-Match", tag)])).Status);
        two.Gateway.Time.Advance(TimeSpan.FromSeconds(3));
        var sent = two.Sent;

        var answer = await two.PostAsync(two.First, TwoGrants.Request("ping"), ("Mcp-Session-Id", session));

        Assert.Equal((404, -32001), (answer.Status, answer.Error().Code));
        Assert.Equal(sent, two.Sent);
    }

    [Fact]
    public async Task Grants_OnOneUpstreamWithoutSessions_SeeOnlyTheirOwnStream()
    {
        await using var two = await TwoGrants.StartAsync();
        var (firstEnd, first) = await CallAsync(two, two.First, id: "5", "first");
        var (secondEnd, second) = await CallAsync(two, two.Second, id: "5", "second");
        firstEnd.SetResult();
        secondEnd.SetResult();

        Assert.DoesNotContain("second", (await first).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("first", (await second).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await first).All().Length);
    }

    private static string Cancel(string id) => TwoGrants.Notification("notifications/cancelled", $$"""{"requestId":{{id}}}""");

    /// <summary>A call that the upstream answers when the test lets it, after its progress.</summary>
    private static async Task<(TaskCompletionSource End, Task<Answer> Call)> CallAsync(TwoGrants two, string token, string id, string text = "x")
    {
        var end = new TaskCompletionSource();
        var sent = two.Sent;
        two.Upstream.Then(Reply.EventStream(
            ReplyStep.Event(TwoGrants.Notification("notifications/progress", $$"""{"progressToken":1,"progress":1,"message":"{{text}}"}""")),
            new ReplyStep.Wait(end.Task),
            ReplyStep.Event($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[{"type":"text","text":"{{{text}}}"}]}}""")));
        var call = two.PostAsync(token, TwoGrants.Request("tools/call", """{"name":"pay"}""", id));
        await Eventually.Async(() => two.Sent > sent);
        return (end, call);
    }

    private static async Task AssertDroppedAsync(TwoGrants two, string token, string message, params (string Name, string Value)[] headers)
    {
        var sent = two.Sent;
        var answer = await two.PostAsync(token, message, headers);
        Assert.Equal((202, ""), (answer.Status, answer.Text));
        Assert.Equal(sent, two.Sent);
    }

    private static async Task AssertSentAsync(TwoGrants two, string token, string message, params (string Name, string Value)[] headers)
    {
        var sent = two.Sent;
        Assert.Equal(202, (await two.PostAsync(token, message, headers)).Status);
        Assert.Equal(sent + 1, two.Sent);
        Assert.Equal(message, two.Upstream.Requests[^1].Text);
    }
}
