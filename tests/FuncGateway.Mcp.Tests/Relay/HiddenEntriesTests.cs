using System.Buffers;
using System.Text;
using CsCheck;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>What the policy hides is no list entry's name or URI in any answer, whatever its shape.</summary>
public sealed class HiddenEntriesTests
{
    private const string Hidden = "secret_a";

    private static readonly Gen<string> ListKey = Gen.OneOf(
        "\"tools\"", "\"tools\"", "\"tools\"", "\"Tools\"", "\"to\\u006fls\"", "\"tools\\u0000\"", "\"to\\u200bols\"", "\"TOOLS \"", "\"prompts\"", "\"resources\"", "\"resourceTemplates\"", "\"Resources\"", "'tools'", "tools", "\"other\"");

    private static readonly Gen<string> ResultKey = Gen.OneOf("\"result\"", "\"result\"", "\"result\"", "\"Result\"", "\"res\\u0075lt\"", "'result'", "result", "\"result\\u0007\"", "\"params\"", "\"error\"");

    private static readonly Gen<string> Entry = Gen.Select(
        Gen.OneOf("\"name\"", "\"name\"", "\"Name\"", "\"n\\u0061me\"", "\"uri\"", "\"uriTemplate\"", "'name'", "name"),
        Gen.OneOf("\"secret_a\"", "\"secret\\u005fa\"", "\"b\"", "'secret_a'", "NaN"),
        Gen.OneOf("", ",\"name\":\"b\"", ",\"x\":NaN", ",", ",\"uri\":\"b\"", "/*c*/"),
        (key, value, more) => $"{{{key}:{value}{more}}}");

    private static readonly Gen<string> List = Gen.Select(Entry.Array[0, 3], Gen.OneOf("[{0}]", "[{0}]", "[{0},]", "{\"a\":[{0}]}", "[[{0}]]", "{0}", "//\n[{0}]"), (entries, format) =>
        format.Replace("{0}", string.Join(',', entries), StringComparison.Ordinal));

    private static readonly Gen<string> Result = Gen.Select(ListKey, List, ListKey, List, Gen.OneOf("{{0}:{1}}", "{{0}:{1},{2}:{3}}", "[{{0}:{1}}]", "{\"content\":[],{0} :\n{1}}", "{\"x\":{{0}:{1}}}"), (key, list, key2, list2, format) =>
        format.Replace("{0}", key, StringComparison.Ordinal).Replace("{1}", list, StringComparison.Ordinal).Replace("{2}", key2, StringComparison.Ordinal).Replace("{3}", list2, StringComparison.Ordinal));

    private static readonly Gen<string> Messages = Gen.Select(ResultKey, Result, ResultKey, Result, Gen.OneOf(
            "{\"jsonrpc\":\"2.0\",\"id\":1,{0}:{1}}", "{\"jsonrpc\":\"2.0\",\"id\":1,{0}:{1},{2}:{3}}", "[{\"id\":1,{0}:{1}}]", "{\"id\":2,{0}:{1}}", "{\"jsonrpc\":\"2.0\",\"id\":1,{0}:{1}} {{2}:{3}}",
            "\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,{0}:{1}}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"n\":NaN,{0}:{1},}", "{\"jsonrpc\":\"2.0\",\"id\":1,{0}:{1}"),
        (key, result, key2, result2, format) =>
            format.Replace("{0}", key, StringComparison.Ordinal).Replace("{1}", result, StringComparison.Ordinal).Replace("{2}", key2, StringComparison.Ordinal).Replace("{3}", result2, StringComparison.Ordinal));

    [Fact]
    public void AnyValuePosingAsAList_HasNoHiddenNameForALenientReader() =>
        Messages.Sample(
            message =>
            {
                var passed = Passed(message);

                Assert.False(LenientReader.FindsEntry(passed, Hidden), $"{message}\nbecame\n{passed}");
            },
            iter: 50_000);

    // A reader that takes a bracket for the missing value, key or comma finds the list in the result.
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[],"a" :},"params":{"b":{"c":1},{"d":1},"tools":[{"name":"secret_a"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":{"b":{"c":{"d":}}}},"tools":[{"name":"secret_a"}]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[[[[1 2]]]],"b":[{"c"}]},"tools":[{"name":"secret_a"}]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[,1]},"params":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":1,,"b":1},"params":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[{{"b":1}}]},"params":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[1:2]},"params":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[1}]},"params":{"tools":[{"name":"secret_a"}]}}""")]
    public void AWordOfAList_InAMessageWhoseStructureIsInvalid_IsNotPassedOn(string message)
    {
        Assert.Equal("", Passed(message));
        Assert.True(MessagePeek.Look(Encoding.UTF8.GetBytes(message), "1"u8).IsOdd);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[1,],"b":{"c":NaN,},},"params":{"tools":[]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a":[[[[[{"b":[[],{},-1.5e3,true,null,"x"]}]]]]]},"params":{"tools":[]}}""")]
    public void MessageThatEveryReaderStructuresAlike_IsPassedOnAsItIs(string message)
    {
        Assert.Equal(message, Passed(message));
        Assert.False(MessagePeek.Look(Encoding.UTF8.GetBytes(message), "1"u8).IsOdd);
    }

    [Fact]
    public void LenientReader_FindsEntriesInEveryShapeThatIsGenerated()
    {
        // Otherwise the property would hold for want of a reader.
        Assert.True(LenientReader.FindsEntry("""{"Result":{'to\u006fls':[{"x":NaN,name:"secret\u005fa",},/*c*/]}}""", Hidden));
        Assert.True(LenientReader.FindsEntry("""[{"id":1,"result":{"Resources":[{"uri":"secret_a"}]}}]""", Hidden));
        Assert.True(LenientReader.FindsEntry("""{"id":1,"result":{"tools":[]}} {"result":{"tools":[{"name":"secret_a"}]}}""", Hidden));
        Assert.False(LenientReader.FindsEntry("""{"result":{"content":[{"text":"tools: secret_a"}]}}""", Hidden));
    }

    public static TheoryData<string, string> Requests => new()
    {
        { Call, "1" },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "1" },
        { """{"jsonrpc":"2.0","id":1,"method":"resources/list"}""", "1" },
        { Initialize, "1" },
        { Call, "2" },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "2" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task AListInWhateverAnswer_IsFiltered(string request, string id)
    {
        var list = $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"tools":[{"name":"secret_a"},{"name":"b"}]}}""";
        Reply[] replies =
        [
            Reply.Json(list), Reply.Json(list, 400), Reply.Json(list, 404), Reply.Json(list, 500), Reply.EventStream(ReplyStep.Event(list)), Reply.EventStream(ReplyStep.Text($"data: {list}")),
            Reply.EventStream(ReplyStep.Event(list.Replace("tools", "Tools", StringComparison.Ordinal))), Reply.Json(list.Replace("tools", "to\\u006fls\\u0000", StringComparison.Ordinal)),
            Reply.EventStream(ReplyStep.Event($"[{list}]")), Reply.Json($"[{list}]"), Reply.Json(list) with { Steps = [ReplyStep.Text(list), new ReplyStep.Abort()] },
        ];
        foreach (var reply in replies)
        {
            await using var gateway = await InMemoryGateway.StartAsync();
            var token = await gateway.SetUpPaymentsAsync(HidesSecrets);
            gateway.Upstream.Then(reply);

            var answer = await gateway.PostAsync(token, request);

            Assert.DoesNotContain(Hidden, answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tools/list", "tools", "name")]
    [InlineData("resources/list", "resources", "uri")]
    [InlineData("resources/templates/list", "resourceTemplates", "uriTemplate")]
    [InlineData("prompts/list", "prompts", "name")]
    public async Task EachKindOfList_WithoutAPolicyThatListsAnything_IsEmpty(string method, string list, string name)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync("""{"version":"1","default":"deny","hide":["*"]}""");
        gateway.Upstream.Then(Reply.Json($$$"""{"jsonrpc":"2.0","id":1,"result":{"{{{list}}}":[{"{{{name}}}":"a"}],"x":1.0}}"""));

        var answer = await gateway.PostAsync(token, $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""");

        Assert.Equal($$$"""{"jsonrpc":"2.0","id":1,"result":{"{{{list}}}":[],"x":1.0}}""", answer.Text);
    }

    [Fact]
    public async Task Report24_AnEntryWithTwoNames_IsNotListedWhenOneIsHidden()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HidesSecrets);
        gateway.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret_a","name":"echo"},{"name":"b"}]}}"""));

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"b"}]}}""", (await gateway.PostAsync(token, """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")).Text);
    }

    /// <summary>What the screen passes on of a message, without a next page.</summary>
    private static string Passed(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var scan = ListScan.Of(bytes, new ListVerdicts((_, name) => name != Hidden));
        var peek = scan.Look("1"u8);
        Assert.Equal(MessagePeek.Look(bytes, "1"u8), peek);
        if (!peek.HasList || peek.IsOdd)
        {
            return peek.HasList ? "" : message;
        }

        var output = new ArrayBufferWriter<byte>();
        var page = ListFilter.Filter(scan, ProtocolEra.Legacy, output);
        return page.Problem is not null ? "" : output.WrittenCount == 0 ? message : Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
