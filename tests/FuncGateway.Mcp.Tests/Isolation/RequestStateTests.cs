using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>The state of a request that needs input is taken back only from the grant that it was given to.</summary>
public sealed class RequestStateTests
{
    private const string NeedsInput = """{"resultType":"input_required","requestState":"s-1"}""";
    private const string Retry = """{"name":"pay","inputResponses":{},"requestState":"s-1"}""";

    [Theory]
    [InlineData("tools/call", """{"name":"pay",""", false)]
    [InlineData("tools/call", """{"name":"pay",""", true)]
    [InlineData("prompts/get", """{"name":"greet",""", false)]
    [InlineData("resources/read", """{"uri":"file:///a",""", false)]
    [InlineData("vendor/look", "{", false)]
    public async Task State_OfOneGrant_IsRefusedFromTheOther_AndSentForItsOwn(string method, string parameters, bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        await ReceiveAsync(two, two.First, NeedsInput, asEvent);
        var retry = TwoGrants.Request(method, parameters + "\"requestState\":\"s-1\"}");
        var sent = two.Sent;

        var others = await two.PostAsync(two.Second, retry);
        var nobodys = await two.PostAsync(two.First, retry.Replace("s-1", "s-2", StringComparison.Ordinal));

        Assert.Equal(-32602, others.Error().Code);
        Assert.Equal((others.Status, others.Text), (nobodys.Status, nobodys.Text));
        Assert.Equal(sent, two.Sent);
        Assert.Contains("(not owned)", await two.RulesAsync(method));
        Assert.Null((await two.PostAsync(two.First, retry)).Error().Code);
        Assert.Equal(sent + 1, two.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_AfterLongQuestions_IsSentForItsOwn_AndRefusedFromTheOther(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        var questions = new string('x', 200_000);
        await ReceiveAsync(two, two.First, """{"resultType":"input_required","inputRequests":{"q":{"method":"elicitation/create","params":{"message":"QUESTIONS"}}},"requestState":"s-1"}""".Replace("QUESTIONS", questions, StringComparison.Ordinal), asEvent);

        Assert.Equal(-32602, (await two.PostAsync(two.Second, TwoGrants.Request("tools/call", Retry))).Error().Code);
        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("tools/call", Retry))).Error().Code);
    }

    [Fact]
    public async Task State_GivenToBothGrants_IsSentForBoth()
    {
        await using var two = await TwoGrants.StartAsync();
        await ReceiveAsync(two, two.First, NeedsInput);
        await ReceiveAsync(two, two.Second, NeedsInput);

        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("tools/call", Retry))).Error().Code);
        Assert.Null((await two.PostAsync(two.Second, TwoGrants.Request("tools/call", Retry))).Error().Code);
    }

    [Fact]
    public async Task State_OfTheUpstreamBefore_IsNotSentToAnotherOne()
    {
        await using var two = await TwoGrants.StartAsync();
        await ReceiveAsync(two, two.First, NeedsInput);
        await two.Gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{two.Upstream.Url}}/other"}""");
        await two.Gateway.Time.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(-32602, (await two.PostAsync(two.First, TwoGrants.Request("tools/call", Retry))).Error().Code);
    }

    [Fact]
    public async Task Answer_WhoseStateCannotBeStored_IsWithheld()
    {
        await using var two = await TwoGrants.StartAsync();
        two.Gateway.Owners.Outage.Down = true;

        var answer = await ReceiveAsync(two, two.First, NeedsInput);

        Assert.Contains("could not store whose request it is", answer.Error().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s-1", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[\"s-1\"]")]
    public async Task State_ThatIsNotAString_IsRefused(string state)
    {
        await using var two = await TwoGrants.StartAsync();
        await ReceiveAsync(two, two.First, NeedsInput);
        var sent = two.Sent;

        Assert.Equal(-32602, (await two.PostAsync(two.First, TwoGrants.Request("tools/call", $$"""{"name":"pay","requestState":{{state}}}"""))).Error().Code);
        Assert.Equal(sent, two.Sent);
    }

    [Theory]
    [InlineData("""{"requestState":"s-0","requestState":"s-1","resultType":"input_required"}""", false)]
    [InlineData("""{"requestState":"s-1","requestState":7,"resultType":"input_required"}""", false)]
    [InlineData("""{"resultType":"input_required","requestState":"\u0073-1"}""", true)]
    [InlineData("""{"resultType":"input_required","RequestState":"s-1"}""", false)]
    [InlineData("""{"resultType":"input_required","inner":{"requestState":"s-1"}}""", false)]
    public async Task State_IsKnown_IfTheAnswerHasItInItsPlace(string result, bool isKnown)
    {
        await using var two = await TwoGrants.StartAsync();
        await ReceiveAsync(two, two.First, result);

        Assert.Equal(isKnown ? null : -32602, (await two.PostAsync(two.First, TwoGrants.Request("tools/call", Retry))).Error().Code);
    }

    private static Task<Testing.Gateways.Answer> ReceiveAsync(TwoGrants two, string token, string result, bool asEvent = false)
    {
        two.Upstream.Then(asEvent ? Reply.EventStream(ReplyStep.Text($"data: {TwoGrants.Result(result)}\n\n")) : Reply.Json(TwoGrants.Result(result)));
        return two.PostAsync(token, TwoGrants.Request("tools/call", """{"name":"pay"}"""));
    }
}
