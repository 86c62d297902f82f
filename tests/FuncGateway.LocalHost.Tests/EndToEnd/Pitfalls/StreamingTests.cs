using System.Text;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Event streams: which bytes arrive, and when.</summary>
public sealed class StreamingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Answer = """{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""";

    [Fact]
    public async Task Row01_WholeBodyReads_DoNotHoldEventsBack()
    {
        var gate = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(
            ReplyStep.Event("""{"jsonrpc":"2.0","method":"notifications/progress"}"""), new ReplyStep.Wait(gate.Task), ReplyStep.Event(Answer)));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();
        var first = await client.ReadUntilAsync("\n\n");
        gate.SetResult();

        Assert.Equal("event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n", first);
        Assert.Equal($"event: message\ndata: {Answer}\n\n", Encoding.UTF8.GetString(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Row01_WholeBodyReads_DoNotHoldThePartsOfALongJsonAnswerBack()
    {
        var gate = new TaskCompletionSource();
        const string end = "\"content\":[]},\"id\":1}";
        var begin = $"{{\"jsonrpc\":\"2.0\",\"result\":{{\"x\":\"{new string('x', 100_000)}\",";
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(new Reply(200, [new("Content-Type", "application/json")], [ReplyStep.Text(begin), new ReplyStep.Wait(gate.Task), ReplyStep.Text(end)]));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadHeadAsync();
        await client.ReadUntilAsync("x\",");
        gate.SetResult();

        Assert.Equal(end, Encoding.UTF8.GetString(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Row01_ABodyOfDeclaredLengthThatFollowsItsHeadersLate_ArrivesWhole()
    {
        var gate = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        var reply = new Reply(200, [new("Content-Type", "application/json")], [new ReplyStep.Wait(gate.Task), ReplyStep.Text(Answer)]);
        route.Upstream.Then(reply.With("Content-Length", $"{Answer.Length}"));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        gate.SetResult();
        await client.ReadHeadAsync();

        Assert.Equal(Answer, Encoding.UTF8.GetString(await client.ReadBodyAsync()));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Row02_ASilentStream_BeginsBeforeTheUpstreamSaysAnything(string method)
    {
        await using var route = await shared.OpenAsync();
        var request = await route.OpeningStreamAsync(method);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        using var client = await route.ConnectAsync();

        await client.SendAsync(request);
        var head = await client.ReadOpeningAsync();

        Assert.Equal((200, "text/event-stream"), (head.Status, head.Header("Content-Type")));
        Assert.Equal("no-cache, no-transform", head.Header("Cache-Control"));
        Assert.Equal("no", head.Header("X-Accel-Buffering"));
    }

    [Fact]
    public async Task Row12_RequestsAndNotificationsOfTheServer_ComeOnTheStreamOfThePost_AndTheAnswerToThemGoesUp()
    {
        const string Asked = """{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"messages":[],"maxTokens":1}}""";
        const string Logged = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}""";
        const string Answered = """{"jsonrpc":"2.0","id":1,"result":{"role":"assistant","content":{"type":"text","text":"y"},"model":"m"}}""";
        var gate = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        var session = await route.OpenSessionAsync("s-1");
        route.Upstream
            .Then(Reply.EventStream(ReplyStep.Event(Logged), ReplyStep.Event(Asked), new ReplyStep.Wait(gate.Task), ReplyStep.Event(Answer)))
            .Then(Reply.Empty(202));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a"), $"Mcp-Session-Id: {session}"));
        await client.ReadOpeningAsync();
        await client.ReadUntilAsync(Asked + "\n\n");
        var accepted = await route.PostAsync(Answered, $"Mcp-Session-Id: {session}");
        gate.SetResult();

        // Ids of the server and of the client are independent: a request from the server with the id of the call does not end the call.
        Assert.Equal($"event: message\ndata: {Answer}\n\n", Encoding.UTF8.GetString(await client.ReadBodyAsync()));
        Assert.Equal((202, 0), (accepted.Status, accepted.Body.Length));
        Assert.Equal((Answered, "s-1"), (route.Upstream.Requests[^1].Text, route.Upstream.Requests[^1].Header("Mcp-Session-Id")));
    }

    [Theory]
    [InlineData("event: message\nid: 7\nretry: 500\ndata: {0}\n\n")]
    [InlineData("event: message\r\nid: 7\r\ndata: {0}\r\n\r\n")]
    [InlineData("event: message\rid: 7\rdata: {0}\r\r")]
    [InlineData(": comment\n\nid: 7\ndata: \n\nretry: 10\n\ndata:{0}\n\n")]
    [InlineData("event: other\ndata: x\ndata: y\n\nunknown: field\nevent: message\ndata: {0}\n\n")]
    public async Task Row13_EventNamesAndFraming_AreRelayedByteForByte(string format)
    {
        var bytes = Encoding.UTF8.GetBytes(format.Replace("{0}", """{"jsonrpc":"2.0","id":1,"result":{"text":"zażółć 🙂"}}""", StringComparison.Ordinal));
        foreach (var size in (int[])[bytes.Length, 1, 3])
        {
            await using var route = await shared.OpenAsync();
            route.Upstream.Then(Reply.EventStream([.. bytes.Chunk(size).Select(chunk => new ReplyStep.Write(chunk))]));

            var answer = await route.PostAsync(McpPost.Call("a"));

            Assert.Equal([.. Encoding.UTF8.GetBytes(OpenedStream.Comment), .. bytes], answer.Body);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Row13_AByteOrderMark_IsNotRelayedAsPartOfALaterLine(int size)
    {
        await using var route = await shared.OpenAsync();
        var bytes = Encoding.UTF8.GetBytes($"\uFEFFdata: {Answer}\n\n");
        route.Upstream.Then(Reply.EventStream([.. bytes.Chunk(size).Select(chunk => new ReplyStep.Write(chunk))]));

        var answer = await route.PostAsync(McpPost.Call("a"));

        Assert.Equal($"{OpenedStream.Comment}data: {Answer}\n\n", answer.Text);
    }

    [Fact]
    public async Task Row13_ALineEndThatIsCutInTwo_DoesNotHoldTheEventBackAndArrivesWhole()
    {
        var gate = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text($"data: {Answer}\r\n\r"), new ReplyStep.Wait(gate.Task), ReplyStep.Text("\n")));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();
        await client.ReadUntilAsync("\r\n\r");
        gate.SetResult();

        Assert.Equal("\n", Encoding.UTF8.GetString(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Row13_DataOfSeveralLines_IsRelayedByteForByteAndUnderstood()
    {
        const string Event = "data: {\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\ndata: \"result\":{}}\n\n";
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text(Event)));

        // If the gateway had not recognized the answer, it would have added an error for the id.
        Assert.Equal(OpenedStream.Comment + Event, (await route.PostAsync(McpPost.Call("a"))).Text);
    }

    [Fact]
    public async Task Row23_AnEventBeyondTheLimit_EndsTheStreamWithAnErrorForTheId()
    {
        await using var gateway = await shared.StartAnotherAsync("--FuncGateway:MaxInspectedBytes=1024");
        await using var route = await Route.OpenAsync(gateway, "big", Policies.AllowAll);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text("data: " + new string('x', 4096)), ReplyStep.Forever()));

        var answer = await route.PostAsync(McpPost.Call("a", id: "\"me\""));

        var message = Assert.Single(answer.EventData);
        Assert.StartsWith("{\"jsonrpc\":\"2.0\",\"id\":\"me\",\"error\":{\"code\":-32603,", message, StringComparison.Ordinal);
        Assert.Contains("1024 bytes", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: not json\n\n")]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n\n")]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n")]
    [InlineData("")]
    public async Task Row23_AStreamThatEndsWithoutTheAnswer_GetsAnErrorForThatId(string events)
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text(events)));

        var answer = await route.PostAsync(McpPost.Call("a"));

        Assert.StartsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,", answer.EventData[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row23_AStreamThatIsCutWithoutTheAnswer_GetsAnErrorForThatId()
    {
        var seen = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text(": hello\n\n"), new ReplyStep.Wait(seen.Task), new ReplyStep.Abort()));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();
        await client.ReadUntilAsync("\n\n");
        seen.SetResult();

        Assert.StartsWith("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":", Encoding.UTF8.GetString(await client.ReadBodyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row23_AStreamWithEventIdsThatEnds_IsAPauseAndGetsNoError()
    {
        const string Priming = "id: 1\nretry: 100\ndata: \n\n";
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text(Priming)));

        Assert.Equal(OpenedStream.Comment + Priming, (await route.PostAsync(McpPost.Call("a"))).Text);
    }

    [Fact]
    public async Task Row23_AModernStreamWithEventIdsThatEnds_GetsAnError()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text("id: 1\ndata: \n\n")));

        var answer = await route.PostAsync(
            Route.Modern("tools/call", "\"name\":\"a\","), Route.ModernHeaders("tools/call", "a"));

        Assert.Contains("\"id\":1,\"error\":", answer.EventData[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row23_AResumableStreamThatIsCut_LooksCut()
    {
        var seen = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text("id: 1\ndata: \n\n"), new ReplyStep.Wait(seen.Task), new ReplyStep.Abort()));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();
        await client.ReadUntilAsync("\n\n");
        seen.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(client.ReadBodyAsync);
    }

    [Fact]
    public async Task Row23_ALongJsonAnswerThatIsCut_LooksCut()
    {
        var seen = new TaskCompletionSource();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(new Reply(200, [new("Content-Type", "application/json")], [ReplyStep.Text($"{{\"jsonrpc\":\"2.0\",\"result\":{{\"x\":\"{new string('x', 100_000)}"), new ReplyStep.Wait(seen.Task), new ReplyStep.Abort()]));
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadHeadAsync();
        await client.ReadUntilAsync("jsonrpc\":");
        seen.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(client.ReadBodyAsync);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task ClientThatHangsUp_Always_EndsTheUpstreamsRequest(string method)
    {
        await using var route = await shared.OpenAsync();
        var opening = await route.OpeningStreamAsync(method);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        var client = await route.ConnectAsync();
        await client.SendAsync(opening);
        var request = await route.Upstream.NextRequestAsync(CancellationToken.None);
        await client.ReadOpeningAsync();

        Assert.False(request.HungUp.IsCompleted);
        client.Dispose();

        await request.HungUp;
    }
}
