using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>What a server asks or announces is screened at any length; only a response is passed on in parts.</summary>
public sealed class LongMessageTests
{
    private const string AllowPay = """{"version":"1","default":"deny","tools":{"pay":{}}}""";
    private static readonly string Call = TwoGrants.Request("tools/call", """{"name":"pay"}""");
    private static readonly string Pad = new('x', 600_000);

    public static TheoryData<string> OfOthers =>
    [
        $$$"""{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"ANOTHERS","status":"working","statusMessage":"{{{Pad}}}"}}""",
        $$$"""{"jsonrpc":"2.0","params":{"taskId":"ANOTHERS","status":"working","statusMessage":"{{{Pad}}}"},"method":"notifications/tasks/status"}""",
        $$$"""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"docs://ANOTHERS","title":"{{{Pad}}}"}}""",
    ];

    [Theory]
    [MemberData(nameof(OfOthers))]
    public async Task LongNotification_AboutWhatIsNotTheGrants_IsDropped_AndTheAnswerPasses(string notification)
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(notification), ReplyStep.Event(TwoGrants.Result("""{"content":[]}"""))));

        var answer = await two.PostAsync(two.Second, Call);

        Assert.DoesNotContain("ANOTHERS", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(answer.All())["result"]);
    }

    [Fact]
    public async Task Notification_LongerThanWhatIsInspected_EndsTheStreamWithAnError()
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        var notification = TwoGrants.Notification("notifications/message", $$$"""{"level":"info","data":"ANOTHERS{{{new string('x', 17_500_000)}}}"}""");
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(notification), ReplyStep.Event(TwoGrants.Result("""{"content":[]}"""))));

        var answer = await two.PostAsync(two.Second, Call);

        Assert.DoesNotContain("ANOTHERS", answer.Text, StringComparison.Ordinal);
        Assert.Equal(-32603, answer.Error().Code);
    }

    [Fact]
    public async Task LongResult_ThatHasAMethodAsWell_NeverBecomesComplete()
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        var both = $$$"""{"jsonrpc":"2.0","result":{"x":"{{{Pad}}}"},"method":"notifications/tasks/status","params":{"taskId":"ANOTHERS"}}""";
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(both)));

        var error = await Record.ExceptionAsync(async () => Assert.DoesNotContain("ANOTHERS", (await two.PostAsync(two.Second, Call)).Text, StringComparison.Ordinal));

        Assert.True(error is null or HttpRequestException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswer_WhoseMethodComesLast_NeverCompletesAndIsSettledAsUnknown(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        var both = $$$"""{"jsonrpc":"2.0","id":1,"result":{"x":"{{{Pad}}}"},"method":"notifications/resources/updated","params":{"uri":"docs://ANOTHERS"}}""";
        two.Upstream.Then(asEvent ? Reply.EventStream(ReplyStep.Event(both)) : Reply.Json(both));
        using var stream = await Streams.OpenStream.PostAsync(two.Gateway, two.Second, Call);

        var cut = await Record.ExceptionAsync(stream.ReadToEndAsync);

        Assert.True(cut is IOException or HttpRequestException, $"{cut}");
        Assert.DoesNotContain("ANOTHERS", stream.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("}", stream.Text, StringComparison.Ordinal);
        Assert.Equal("unknown", await two.Gateway.OutcomeAsync());
    }

    [Fact]
    public async Task AnswerToALongQuestionOfTheServer_Passes()
    {
        await using var two = await TwoGrants.StartAsync();
        var end = new TaskCompletionSource();
        var question = TwoGrants.Request("sampling/createMessage", $$$"""{"messages":[{"role":"user","content":{"type":"text","text":"{{{Pad}}}"}}],"maxTokens":1}""", "77");
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(question), new ReplyStep.Wait(end.Task), ReplyStep.Event(TwoGrants.Result("""{"content":[]}"""))));
        var call = two.PostAsync(two.First, Call);
        var requests = two.Gateway.Services.GetRequiredService<RequestsInFlight>();
        await Eventually.Async(() => requests.Count == 2);

        await two.PostAsync(two.First, TwoGrants.Result("{}", 77));

        Assert.Equal(2, two.Sent);
        end.SetResult();
        await call;
    }
}
