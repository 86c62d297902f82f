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

public sealed class ToolListFilterTests
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
                var page = ToolListFilter.Filter(Encoding.UTF8.GetBytes(message), HidesHTools, isModern ? ProtocolEra.Modern : ProtocolEra.Legacy, output);
                var result = output.WrittenCount == 0 ? message : Encoding.UTF8.GetString(output.WrittenSpan);
                var expected = Naive(message, isModern);

                Assert.True(page.IsList && page.IsReadable);
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
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":{"h":1}}}""", true)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"h"}]}}]""", false)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"h"}]}""", false)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"\ud800"}]}}""", false)]
    [InlineData("", false)]
    public void Filter_OfWhatIsNoList_ChangesNothing_AndSaysWhetherItCouldBeRead(string message, bool isReadable)
    {
        var output = new ArrayBufferWriter<byte>();

        var page = ToolListFilter.Filter(Encoding.UTF8.GetBytes(message), HidesHTools, ProtocolEra.Legacy, output);

        Assert.Equal((false, isReadable, 0), (page.IsList, page.IsReadable, output.WrittenCount));
    }

    [Fact]
    public void Filter_OfTwoListsUnderOneKey_FiltersBoth()
    {
        var output = new ArrayBufferWriter<byte>();

        ToolListFilter.Filter("""{"result":{"tools":[{"name":"h"}],"tools":[{"name":"h"},{"name":"a"}]}}"""u8, HidesHTools, ProtocolEra.Legacy, output);

        Assert.Equal("""{"result":{"tools":[],"tools":[{"name":"a"}]}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

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

    private static bool IsShown(JsonNode? tool) => tool?["name"] is JsonValue name && name.TryGetValue<string>(out var text) && !text.StartsWith('h');

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
