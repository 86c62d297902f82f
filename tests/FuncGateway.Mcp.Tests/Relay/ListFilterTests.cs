using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Mcp.Tests.Relay;

public sealed class ListFilterTests
{
    private static readonly Policy HidesHTools = PolicyReader.Read("""{ "version": "1", "default": "allow", "hide": ["h*"] }"""u8).Policy
        ?? throw new InvalidOperationException("The policy of the tests is not one.");

    private static readonly Gen<string> Space = Gen.OneOf("", "", " ", "\n", "\t ");

    private static readonly Gen<string> Tools = Gen.Select(
        Gen.OneOf("\"name\":\"a\"", "\"name\":\"b\"", "\"name\":\"h\"", "\"n\\u0061me\":\"h1\"", "\"name\":\"\\u0068\"", "\"name\":\"H\"", "\"name\":7", "\"title\":\"h\""),
        Gen.OneOf("", ",\"x\":1.00", ",\"execution\":{\"name\":\"h\"}", ",\"d\":\"],}\\\"\"", ",\"ż\":[{},[]]"),
        Space,
        (name, more, space) => $"{{{space}{name}{more}{space}}}");

    private static readonly Gen<string> Others = Gen.OneOf(
        "\"nextCursor\":\"c\\u0031\"", "\"nextCursor\":null", "\"ttlMs\":5", "\"ttlMs\":3600000", "\"ttlMs\":1e9", "\"cacheScope\":\"public\"", "\"_meta\":{\"tools\":[{\"name\":\"h\"}]}", "\"vendor\":1.50");

    private static readonly Gen<string> Messages = Gen.Select(Tools.Array[0, 6], Others.Array[0, 3], Space, Gen.Int[0, 3], (tools, others, space, at) =>
    {
        string[] more = [.. others.DistinctBy(each => each.Split(':')[0])];
        var index = Math.Min(at, more.Length);
        string[] members = [.. more[..index], $"\"tools\":{space}[{space}{string.Join($"{space},{space}", tools)}{space}]", .. more[index..]];
        return $"{space}{{\"jsonrpc\":\"2.0\",{space}\"id\":1,\"result\":{{{string.Join($",{space}", members)}}}}}{space}";
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Filter_OfAnyList_IsTheNaiveFilter_AndLeavesTheBytesOfWhatStays(bool isModern) =>
        Messages.Sample(
            message =>
            {
                var output = new ArrayBufferWriter<byte>();
                var page = Filter(message, IsListed, output, isModern ? ProtocolEra.Modern : ProtocolEra.Legacy);
                var result = output.WrittenCount == 0 ? message : Encoding.UTF8.GetString(output.WrittenSpan);
                var expected = Naive(message, isModern);

                Assert.True(page.IsList && page.Problem is null);
                Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(result)), $"{message}\nbecame\n{result}");
                Assert.Equal(RawTools(message).Where(tool => IsShown(JsonNode.Parse(tool))), RawTools(result));
                Assert.Equal(RawTools(result).Length, page.Left);
                Assert.Equal(RawCursor(message), Encoding.UTF8.GetString(page.NextCursor));
            },
            iter: 5_000);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"tools"}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","method":"tools","params":{"tools":[{"name":"h"}]}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":null}}""", true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":{"h":1}}}""", false)]
    [InlineData("""{"result":{"tools":[],"tools":[{"name":"a"}]}}""", false)]
    [InlineData("""{"result":{"tools":[]},"result":{}}""", false)]
    [InlineData("""{"result":{"tools":[],"Tools":[{"name":"a"}]}}""", false)]
    [InlineData("""{"result":{"tools":[]},"Result":{}}""", false)]
    [InlineData("""{"result":{"too\u200bls":[]}}""", false)]
    [InlineData("""{"result":{"tools":[NaN]}}""", false)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"h"}]}}]""", false)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"h"}]}""", false)]
    [InlineData("", false)]
    public void Filter_OfWhatIsNoList_ChangesNothing_AndSaysWhetherItCouldBeRead(string message, bool isReadable)
    {
        var output = new ArrayBufferWriter<byte>();

        var page = Filter(message, IsListed, output);

        Assert.Equal((false, isReadable, 0), (page.IsList, page.Problem is null, output.WrittenCount));
    }

    [Theory]
    [InlineData("""{"name":"h","name":"a"}""")]
    [InlineData("""{"name":"a","name":"h"}""")]
    [InlineData("""{"name":"a","Name":"h"}""")]
    [InlineData("""{"name":"a","na\u200bme":"h"}""")]
    [InlineData("""{"name":"a","name":7}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"Name":"a"}""")]
    [InlineData("""[{"name":"a"}]""")]
    [InlineData("\"a\"")]
    public void Entry_ThatSomeClientCouldReadAsAHiddenOne_IsNotListed(string entry)
    {
        var output = new ArrayBufferWriter<byte>();

        Filter($$$"""{"result":{"tools":[{{{entry}}},{"name":"b"}]}}""", IsListed, output);

        Assert.Equal("""{"result":{"tools":[{"name":"b"}]}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("resources", "uri")]
    [InlineData("resourceTemplates", "uriTemplate")]
    [InlineData("prompts", "name")]
    [InlineData("tools", "name")]
    public void Filter_OfEachKindOfList_KeepsWhatIsListed(string list, string name)
    {
        var output = new ArrayBufferWriter<byte>();

        Filter($$$"""{"result":{"{{{list}}}":[{"{{{name}}}":"x"}, {"x":1,"{{{name}}}":"y"}],"nextCursor":"c"}}""", (_, each) => each == "y", output);

        Assert.Equal($$$"""{"result":{"{{{list}}}":[{"x":1,"{{{name}}}":"y"}],"nextCursor":"c"}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Entry_WithoutAPolicy_IsNotListed() =>
        Assert.All([ListKind.Tools, ListKind.Resources, ListKind.Templates, ListKind.Prompts], kind => Assert.False(ListFilter.IsListed(policy: null, kind, "a")));

    private static ListPage Filter(string message, Func<ListKind, string, bool> isListed, ArrayBufferWriter<byte> output, ProtocolEra era = ProtocolEra.Legacy) =>
        ListFilter.Filter(ListScan.Of(Encoding.UTF8.GetBytes(message), new ListVerdicts(isListed)), era, output);

    private static bool IsListed(ListKind kind, string name) => ListFilter.IsListed(HidesHTools, kind, name);

    private static JsonNode? Naive(string message, bool isModern)
    {
        var root = JsonNode.Parse(message);
        var result = root?["result"]?.AsObject() ?? throw new InvalidOperationException("Not a result.");
        result["tools"] = new JsonArray([.. (result["tools"]?.AsArray() ?? []).Where(IsShown).Select(tool => tool?.DeepClone())]);
        if (isModern || result.ContainsKey("cacheScope"))
        {
            result["cacheScope"] = "private";
        }

        if (result["ttlMs"] is { } ttl)
        {
            result["ttlMs"] = ttl.ToJsonString() == "5" ? JsonNode.Parse("5") : JsonNode.Parse("60000");
        }

        return root;
    }

    private static bool IsShown(JsonNode? tool) => tool?["name"] is JsonValue name && name.TryGetValue<string>(out var text) && !text.StartsWith("h", StringComparison.OrdinalIgnoreCase);

    private static string[] RawTools(string message)
    {
        using var document = JsonDocument.Parse(message);
        return [.. document.RootElement.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetRawText())];
    }

    private static string RawCursor(string message)
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.GetProperty("result").TryGetProperty("nextCursor", out var cursor) ? cursor.GetRawText() : "";
    }
}
