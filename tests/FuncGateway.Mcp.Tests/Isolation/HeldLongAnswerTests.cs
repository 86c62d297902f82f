using System.Text.Json.Nodes;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>A long answer is passed on in parts only if it answers the call and nothing in it has to be filtered. Any other is screened as a whole, like a short one.</summary>
public sealed class HeldLongAnswerTests
{
    private const string Related = "io.modelcontextprotocol/related-task";
    private static readonly string Call = TwoGrants.Request("tools/call", """{"name":"pay"}""");
    private static readonly string Pad = new('x', 600_000);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"secret_a"},{"name":"b"}],"x":"PAD"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":{"x":"PAD","tools":[{"name":"secret_a"},{"name":"b"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","x":"PAD","id":2,"result":{"tools":[{"name":"secret_a"},{"name":"b"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret_a"},{"name":"b"}],"x":"PAD"}}""")]
    [InlineData("""{"jsonrpc":"2.0","result":{"tools":[{"name":"secret_a"},{"name":"b"}],"x":"PAD"},"id":1}""")]
    public async Task LongEvent_WithAList_IsFiltered_AndTheStreamGoesOn(string message)
    {
        await using var two = await TwoGrants.StartAsync(Relayed.HidesSecrets);
        two.Upstream.Then(Stream(message, TwoGrants.Notification("notifications/message", """{"level":"info","data":"end"}""")));

        var passed = (await two.PostAsync(two.Second, Call)).All();

        Assert.Equal("b", (string?)Assert.Single(passed[0]["result"]?["tools"]?.AsArray() ?? [])?["name"]);
        Assert.Equal("end", (string?)passed[1]["params"]?["data"]);
    }

    [Theory]
    [InlineData("""{"x":"PAD","task":{"taskId":"ANOTHERS"}}""")]
    [InlineData("""{"taskId":"ANOTHERS","x":"PAD"}""")]
    [InlineData("""{"x":"PAD","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"ANOTHERS"}}}""")]
    public async Task LongEvent_ThatAnswersAnotherRequestAboutATask_IsDropped_AndTheAnswerPasses(string result)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Stream(TwoGrants.Result(result, 2), TwoGrants.Result("{}")));

        Assert.Equal(TwoGrants.Result("{}"), Assert.Single((await two.PostAsync(two.Second, Call)).Events()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongResultOfATask_ThatNamesItLast_ReachesItsOwner(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Reply.Json(TwoGrants.Result("""{"task":{"taskId":"t-1","status":"working"}}""")));
        await two.PostAsync(two.First, Call);
        two.Upstream.Then(Answer("""{"x":"PAD","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}}""", asEvent));

        var result = (await two.PostAsync(two.First, TwoGrants.Request("tasks/result", """{"taskId":"t-1"}"""))).Last()["result"];

        Assert.Equal(Pad, (string?)result?["x"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswer_ThatBeginsWithAList_IsFiltered(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync(Relayed.HidesSecrets);
        two.Upstream.Then(Answer("""{"tools":[{"name":"secret_a"},{"name":"b"}],"x":"PAD"}""", asEvent));

        var result = Assert.Single((await two.PostAsync(two.First, Call)).All())["result"];

        Assert.Equal("""[{"name":"b"}]""", result?["tools"]?.ToJsonString());
        Assert.Equal(Pad, (string?)result?["x"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswer_ThatCreatesATask_GivesItToTheGrant(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Answer("""{"task":{"taskId":"t-1","status":"working"},"x":"PAD"}""", asEvent));

        Assert.Equal("t-1", (string?)(await two.PostAsync(two.First, Call)).Last()["result"]?["task"]?["taskId"]);
        Assert.Equal("Task not found", (await two.PostAsync(two.Second, TwoGrants.Request("tasks/get", """{"taskId":"t-1"}"""))).Error().Text);
        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("tasks/get", """{"taskId":"t-1"}"""))).Error().Code);
    }

    [Theory]
    [InlineData("\"_meta\":{\"" + Related + "\"")]
    [InlineData("\"_meta\":{\"progressToken\":{\"x\":[1]},\"" + Related + "\"")]
    [InlineData("\"_META\":{\"" + Related + "\"")]
    [InlineData("\"_me\\u0074a\\u0000\":{\"IO.modelcontextprotocol/Related-Tas\\u212A\"")]
    [InlineData("\"_meta\":{},\"_meta\":{\"" + Related + "\\u200b\"")]
    public async Task LongAnswer_OfAnothersTask_NeverBecomesComplete(string meta)
    {
        foreach (var asEvent in new[] { false, true })
        {
            foreach (var result in new[] { $$$"""{{{{meta}}}:{"taskId":"ANOTHERS"}},"x":"PAD"}""", $$$$"""{"x":"PAD",{{{{meta}}}}:{"taskId":"ANOTHERS"}}}""" })
            {
                await using var two = await TwoGrants.StartAsync();
                two.Upstream.Then(Answer(result, asEvent));

                Assert.DoesNotContain("ANOTHERS", await TextAsync(two, two.Second), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswer_OfTheGrantsOwnTask_Passes(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Answer("""{"task":{"taskId":"t-1","status":"working"}}""", asEvent)).Then(Answer("""{"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}},"x":"PAD"}""", asEvent));
        await two.PostAsync(two.First, Call);

        Assert.Equal(Pad, (string?)(await two.PostAsync(two.First, Call)).Last()["result"]?["x"]);
    }

    [Fact]
    public async Task LongAnswer_WithARelatedTaskFurtherDown_Passes()
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Answer("""{"content":[{"type":"text","text":"PAD","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-9"}}}]}""", asEvent: true));

        Assert.NotNull((await two.PostAsync(two.First, Call)).Last()["result"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswer_ToAnotherRequestThatIsLongerThanWhatIsInspected_IsAnErrorWithNothingOfIt(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        var other = $$$"""{"jsonrpc":"2.0","id":2,"result":{"text":"hunter2{{{new string('x', 17_500_000)}}}"}}""";
        two.Upstream.Then(asEvent ? Reply.EventStream(ReplyStep.Event(other)) : Reply.Json(other));

        var answer = await two.PostAsync(two.First, Call);

        Assert.Equal(-32603, answer.Error().Code);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.Equal("unknown", await two.Gateway.OutcomeAsync());
    }

    [Fact]
    public async Task LongBody_ThatAnswersAnotherRequest_IsAnErrorWithNothingOfIt()
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Reply.Json(TwoGrants.Result($$$"""{"text":"hunter2{{{Pad}}}"}""", 2)));

        var answer = await two.PostAsync(two.First, Call);

        Assert.Equal((502, -32603), (answer.Status, answer.Error().Code));
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongSecondAnswer_IsDropped_AndTheStreamGoesOn()
    {
        await using var two = await TwoGrants.StartAsync();
        var last = TwoGrants.Notification("notifications/message", """{"level":"info","data":"end"}""");
        two.Upstream.Then(Stream(TwoGrants.Result("{}"), TwoGrants.Result("""{"x":"PAD"}"""), last));

        Assert.Equal([TwoGrants.Result("{}"), last], (await two.PostAsync(two.First, Call)).Events());
    }

    private static Reply Stream(params string[] messages) => Reply.EventStream([.. messages.Select(message => ReplyStep.Event(Padded(message)))]);

    private static Reply Answer(string result, bool asEvent) => asEvent ? Stream(TwoGrants.Result(result)) : Reply.Json(Padded(TwoGrants.Result(result)));

    private static string Padded(string message) => message.Replace("PAD", Pad, StringComparison.Ordinal);

    // What arrives, complete or not.
    private static async Task<string> TextAsync(TwoGrants two, string token)
    {
        using var stream = await Streams.OpenStream.PostAsync(two.Gateway, token, Call);
        var cut = await Record.ExceptionAsync(stream.ReadToEndAsync);
        Assert.True(cut is IOException or HttpRequestException || JsonNode.Parse(stream.Events.LastOrDefault()?.ToJsonString() ?? stream.Text)?["error"] is not null, stream.Text[..Math.Min(stream.Text.Length, 200)]);
        return stream.Text;
    }
}
