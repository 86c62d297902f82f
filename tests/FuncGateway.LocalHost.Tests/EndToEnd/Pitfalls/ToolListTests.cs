using System.Text;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Tool lists: hidden tools stay hidden however a list is transmitted, and paging works.</summary>
public sealed class ToolListTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string HideB = """{ "version": "1", "default": "allow", "hide": ["b"] }""";
    private const string Tools = """[ {"name":"a", "x":1.0}, {"inputSchema":{"name":"a"},"name":"\u0062"},{"name":"c"} ]""";
    private const string ToolsLeft = """[ {"name":"a", "x":1.0},{"name":"c"} ]""";

    public static string Page(string tools, string? more = null, int id = 1) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"tools":{{{tools}}}{{{more}}}}}""";

    [Fact]
    public async Task Row14_ACursorAndTheNext_AreForwardedVerbatim()
    {
        await using var route = await shared.OpenAsync(HideB);
        var answer = Page("""[{"name":"a"}]""", ""","nextCursor":"a\u002fb\/ ==","vendor":1.50""");
        route.Upstream.Then(Reply.Json(answer));

        const string Asked = """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"\u0031=="}}""";
        var got = await route.PostAsync(Asked);

        Assert.Equal(Asked, route.Upstream.Requests[0].Text);
        Assert.Equal(answer, got.Text);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"p\u0032"}}""")]
    [InlineData("""{"method":"tools/list","params":{},"id":1,"jsonrpc":"2.0"}""", """{"method":"tools/list","params":{"cursor":"p\u0032"},"id":1,"jsonrpc":"2.0"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"","_meta":{"progressToken":1}}}""", """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"p\u0032","_meta":{"progressToken":1}}}""")]
    public async Task Row14_APageThatHidingEmpties_IsReplacedByTheNext(string asked, string askedNext)
    {
        await using var route = await shared.OpenAsync(HideB);
        var second = Page("""[{"name":"c"}]""", ""","nextCursor":"p3" """);
        route.Upstream
            .Then(Reply.Json(Page("""[{"name":"b"}]""", ""","nextCursor":"p\u0032" """)))
            .Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","method":"notifications/message"}"""), ReplyStep.Event(second)));

        var answer = await route.PostAsync(asked);

        Assert.Equal(second, answer.Text);
        Assert.Equal([asked, askedNext], route.Upstream.Requests.Select(request => request.Text));
    }

    [Fact]
    public async Task Row14_AnEmptiedPageInAnEventStream_IsReplacedByTheNext()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream
            .Then(Reply.EventStream(ReplyStep.Event(Page("""[{"name":"b"}]""", ""","nextCursor":"2" """), id: "e7")))
            .Then(Reply.Json(Page("""[{"name":"c"}]""")));

        var answer = await route.PostAsync(Route.List);

        Assert.Equal(OpenedStream.Comment + "event: message\nid: e7\ndata: " + Page("""[{"name":"c"}]""") + "\n\n", answer.Text);
    }

    [Fact]
    public async Task Row14_ANextPageOnAStreamThatStaysOpen_IsNotWaitedFor()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream
            .Then(Reply.Json(Page("""[{"name":"b"}]""", ""","nextCursor":"2" """)))
            .Then(Reply.EventStream(ReplyStep.Event(Page("""[{"name":"c"}]""")), ReplyStep.Forever()));

        Assert.Equal(["c"], (await route.PostAsync(Route.List)).ToolNames);
    }

    [Theory]
    [InlineData("1,2,1")]
    [InlineData("1,1")]
    public async Task Row14_CursorsThatLeadBack_AreAnErrorAndNotALoop(string cursors)
    {
        await using var route = await shared.OpenAsync(HideB);
        foreach (var cursor in cursors.Split(','))
        {
            route.Upstream.Then(Reply.Json(Page("""[{"name":"b"}]""", $",\"nextCursor\":\"{cursor}\"")));
        }

        var answer = await route.PostAsync(Route.List);

        Assert.Equal((502, -32603), (answer.Status, answer.ErrorCode));
        Assert.Contains("leads back", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(cursors.Split(',').Length, route.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Row14_HiddenPagesWithoutEnd_AreAnErrorAfterAHundred()
    {
        var page = 0;
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream.Otherwise = _ => Reply.Json(Page("[]", $",\"nextCursor\":\"{++page}\""));

        var answer = await route.PostAsync(Route.List);

        Assert.Equal(502, answer.Status);
        Assert.Contains("over 100 pages", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row14_AnEmptyLastPage_IsGivenOutAsItIs()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream.Then(Reply.Json(Page("""[{"name":"b"}]""", ""","nextCursor":null""")));

        Assert.Equal(Page("[]", ""","nextCursor":null"""), (await route.PostAsync(Route.List)).Text);
    }

    [Fact]
    public async Task Row15_AHiddenTool_IsNeitherListedNorCalled()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream.Then(Reply.Json(Page(Tools)));

        var listed = await route.PostAsync(Route.List);
        var called = await route.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\u0062"}}""");

        Assert.Equal(Page(ToolsLeft), listed.Text);
        Assert.Equal((200, """{"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"Unknown tool: b"}}"""), (called.Status, called.Text));
        Assert.Single(route.Upstream.Requests);
    }

    [Fact]
    public async Task Row15_AListInAnEventStream_LosesTheHiddenToolAndKeepsItsFrame()
    {
        await using var route = await shared.OpenAsync(HideB);
        var bytes = Encoding.UTF8.GetBytes($": c\n\nretry: 5\r\nevent: message\r\nid: 3\r\ndata: {Page(Tools)}\r\n\r\n");
        route.Upstream.Then(Reply.EventStream([.. bytes.Chunk(5).Select(chunk => new ReplyStep.Write(chunk))]));

        var answer = await route.PostAsync(Route.List);

        Assert.Equal($"{OpenedStream.Comment}: c\n\nretry: 5\r\nevent: message\r\nid: 3\r\ndata: {Page(ToolsLeft)}\n\r\n", answer.Text);
    }

    [Fact]
    public async Task Row15_AListOfSeveralDataLines_IsFilteredToo()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Text("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[\ndata: {\"name\":\"b\"},\ndata: {\"name\":\"c\"}]}}\n\n")));

        var answer = await route.PostAsync(Route.List);

        Assert.DoesNotContain("\"b\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\"c\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row15_AListOnAResumedGetStream_LosesTheHiddenTool()
    {
        await using var route = await shared.OpenAsync(HideB);
        var session = await route.OpenSessionAsync("s");
        route.Upstream.Then(Reply.EventStream(ReplyStep.Event(Page(Tools, id: 12), id: "9")));

        var answer = await route.SendAsync(route.Request("GET", $"Mcp-Session-Id: {session}", "Last-Event-ID: 8"));

        Assert.Equal(OpenedStream.Comment + "event: message\nid: 9\ndata: " + Page(ToolsLeft, id: 12) + "\n\n", answer.Text);
    }

    [Theory]
    [InlineData("application/json", "[{0}]")]
    [InlineData("application/json", "{0")]
    [InlineData("application/json", "\uFEFF{0}")]
    [InlineData("text/plain; application/json", "{0}")]
    [InlineData("application/json-seq", "{0}")]
    [InlineData("text/event-stream", "data: [{0}]\n\n")]
    public async Task Row15_AListInAFormThatCannotBeFiltered_IsNotShown(string type, string format)
    {
        await using var route = await shared.OpenAsync(HideB);
        var list = Page("""[{"name":"b"},{"name":"c"}]""");
        route.Upstream.Then(new Reply(200, [new("Content-Type", type)], [ReplyStep.Text(format.Replace("{0}", list, StringComparison.Ordinal).Replace("{0", list[..^1], StringComparison.Ordinal))]));

        var answer = await route.PostAsync(Route.List);

        Assert.DoesNotContain("\"b\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\"code\":-32603", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row15_AModernList_IsMarkedPrivateAndShortLived()
    {
        await using var route = await shared.OpenAsync(HideB);
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[],"ttlMs":3600000,"cacheScope":"public"}}"""));

        var answer = await route.PostAsync(Route.Modern("tools/list"), Route.ModernHeaders("tools/list"));

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[],"ttlMs":60000,"cacheScope":"private"}}""", answer.Text);
    }
}
