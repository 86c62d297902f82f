using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>What only lenient clients can read, or what they could read differently, tells a grant of no resource and no task that it may not know.</summary>
public sealed class LenientMessageTests
{
    private const string AllowPay = """{"version":"1","default":"deny","tools":{"pay":{}},"resources":{"docs://public":{}}}""";
    private const string Updated = "\"method\":\"notifications/resources/updated\"";
    private const string Params = "\"params\":{\"uri\":\"docs://ANOTHERS\"}";

    public static TheoryData<string> Dropped =>
    [
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"uri":"docs://ANOTHERS","x":NaN}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"x":-Infinity,"uri":"docs://ANOTHERS"}}""",
        $$$"""{"jsonrpc":"2.0","x":NaN,{{{Updated}}},{{{Params}}}}""",
        $$$"""{"jsonrpc":"2.0",{{{Params}}},"x":[1,],{{{Updated}}}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},{{{Params}}},}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},{{{Params}}},"x":{{{new string('[', 300)}}}{{{new string(']', 300)}}}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},/**/{{{Params}}}}""",
        $$$"""[{"jsonrpc":"2.0",{{{Updated}}},{{{Params}}}}]""",
        """{"jsonrpc":"2.0",'method':"notifications/resources/updated",'params':{"uri":"docs://ANOTHERS"}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"uri":"docs://public","uri":"docs://ANOTHERS"}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"uri":"docs://public"},{{{Params}}}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"uri":"docs://public"},"Params":{"uri":"docs://ANOTHERS"}}""",
        $$$"""{"jsonrpc":"2.0",{{{Updated}}},"params":{"uri":"docs://public"},"params\u0000":{"uri":"docs://ANOTHERS"}}""",
        $$$"""{"jsonrpc":"2.0","method":"notifications/message",{{{Updated}}},{{{Params}}}}""",
        $$$"""{"jsonrpc":"2.0","method":"notifications/message","Method":"notifications/resources/updated",{{{Params}}}}""",
        """{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"t-1","taskId":"ANOTHERS"}}""",
        """{"jsonrpc":"2.0","method":"notifications/message","params":{"_meta":{"IO.modelcontextprotocol/related-task":{"taskId":"ANOTHERS"}}}}""",
        """{"jsonrpc":"2.0","method":"notifications/message","params":{"_meta":{},"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"ANOTHERS"}}}}""",
        """{"jsonrpc":"2.0",/**/"id":1,"method":"elicitation/create","params":{"message":"ANOTHERS","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t"}}}}""",
        """{"jsonrpc":"2.0","id":1,"x":NaN,"method":"elicitation/create","params":{"message":"ANOTHERS","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t"}}}}""",
    ];

    [Theory]
    [MemberData(nameof(Dropped))]
    public async Task MessageOfTheServer_ThatClientsCouldReadDifferently_IsDropped_AndTheAnswerPasses(string message)
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        two.Upstream.Then(Answer("""{"task":{"taskId":"t-1"}}""")).Then(Stream(message));
        await two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""));

        Assert.Equal(TwoGrants.Result("{}"), Assert.Single((await two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""))).Events()));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":NaN}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"docs://public"}}""")]
    public async Task MessageOfTheServer_ThatNamesNothingItMayNotName_Passes(string message)
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        two.Upstream.Then(Stream(message));

        Assert.Equal([message, TwoGrants.Result("{}")], (await two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""))).Events());
    }

    [Theory]
    [InlineData("""{"taskId":"t-1","taskId":"ANOTHERS"}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/RELATED-task":{"taskId":"ANOTHERS"}}}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"},"io.modelcontextprotocol/related-task":{"taskId":"ANOTHERS"}}}""")]
    [InlineData("""{"tasks":[{"taskId":"t-1"},{"taskId":"t-1","taskId":"ANOTHERS"}]}""")]
    public async Task Answer_ThatClientsCouldReadAsOneAboutAnotherTask_IsAnError(string result)
    {
        await using var two = await TwoGrants.StartAsync(AllowPay);
        two.Upstream.Then(Answer("""{"task":{"taskId":"t-1"}}""")).Then(Answer(result));
        await two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""));

        var answer = await two.PostAsync(two.First, TwoGrants.Request("tools/call", """{"name":"pay"}"""));

        Assert.Equal(-32603, answer.Error().Code);
        Assert.DoesNotContain("ANOTHERS", answer.Text, StringComparison.Ordinal);
    }

    private static Reply Answer(string result) => Reply.Json(TwoGrants.Result(result));

    private static Reply Stream(string before) => Reply.EventStream(ReplyStep.Event(before), ReplyStep.Event(TwoGrants.Result("{}")));
}
