using System.Text;
using System.Text.Json.Nodes;

namespace FuncGateway.Testing.Upstreams;

/// <summary>The counting upstream's answers, built once.</summary>
internal sealed class CountingAnswers(IReadOnlyList<string> tools)
{
    private const string ServerInfo = """{"name":"counting","version":"1.0.0"}""";
    private static readonly string[] Legacy = ["2025-03-26", "2025-06-18", "2025-11-25"];

    private readonly byte[] _list = Bytes($$"""{"tools":{{Tools(tools)}} }""");
    private readonly byte[] _modernList = Bytes($$"""{"resultType":"complete","tools":{{Tools(tools)}},"ttlMs":60000,"cacheScope":"public"}""");
    private readonly byte[] _called = Bytes("""{"content":[{"type":"text","text":"done"}]}""");
    private readonly byte[] _modernCalled = Bytes("""{"resultType":"complete","content":[{"type":"text","text":"done"}]}""");
    private readonly byte[] _empty = Bytes("{}");
    private readonly byte[] _unknown = Bytes("""{"code":-32601,"message":"Method not found"}""");
    private readonly byte[] _discovered = Bytes(
        $$"""{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{} },"ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{{ServerInfo}} } }""");

    public (byte[] Json, bool IsError) For(in CountingMessage message) => message.Method switch
    {
        "tools/call" => (message.IsModern ? _modernCalled : _called, false),
        "tools/list" => (message.IsModern ? _modernList : _list, false),
        "initialize" => (Initialized(message.Version), false),
        "server/discover" when message.IsModern => (_discovered, false),
        "ping" => (_empty, false),
        _ => (_unknown, true),
    };

    private static byte[] Initialized(string? asked) => Bytes(
        $$"""{"protocolVersion":"{{(Legacy.Contains(asked) ? asked : Legacy[^1])}}","capabilities":{"tools":{} },"serverInfo":{{ServerInfo}} }""");

    private static string Tools(IReadOnlyList<string> names) => new JsonArray([.. names.Select(Tool)]).ToJsonString();

    private static JsonNode Tool(string name) => new JsonObject
    {
        ["name"] = name,
        ["description"] = $"Does what {name} does with the text it is given, and says when it is done.",
        ["inputSchema"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["text"] = new JsonObject { ["type"] = "string", ["description"] = "What to do it with." },
                ["amount"] = new JsonObject { ["type"] = "number", ["description"] = "How much of it." },
            },
        },
        ["annotations"] = new JsonObject { ["readOnlyHint"] = true },
    };

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
