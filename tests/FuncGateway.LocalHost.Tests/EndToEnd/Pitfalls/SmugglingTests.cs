using System.Text;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Messages that two readers could interpret differently. Each is refused with 400 and not forwarded.</summary>
public sealed class SmugglingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string DenyDanger = """{ "version": "1", "default": "allow", "tools": { "danger": { "action": "deny" } } }""";
    private const string Safe = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe"}}""";

    [Theory]
    [InlineData("[" + Safe + "]")]
    [InlineData(" \r\n\t[" + Safe + "," + Safe + "]")]
    [InlineData("[]")]
    public async Task Row17_ABatch_IsRefused(string body)
    {
        await using var route = await shared.OpenAsync(DenyDanger);

        var answer = await route.PostAsync(body);

        Assert.Equal((400, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"JSON-RPC batches are not supported; send one message."}}"""), (answer.Status, answer.Text));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("{}", -32600)]
    [InlineData("", -32700)]
    [InlineData("null", -32600)]
    [InlineData("\"x\"", -32600)]
    [InlineData(Safe + Safe, -32700)]
    [InlineData(Safe + "[]", -32700)]
    [InlineData(Safe + "x", -32700)]
    [InlineData("\uFEFF" + Safe, -32600)]
    [InlineData("{,}", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping",}""", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,/**/"method":"ping"}""", -32700)]
    [InlineData("""{'jsonrpc':"2.0","id":1,"method":"ping"}""", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":01,"method":"ping"}""", -32700)]
    [InlineData("""{"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.0,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1e3,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":true,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":""}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","result":{}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["danger"]}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"safe"}}""", -32600)]
    public async Task Row18_WhatIsNotOneStrictMessage_IsRefused(string body, int code)
    {
        await using var route = await shared.OpenAsync(DenyDanger);

        var answer = await route.PostAsync(body);

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"Name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","NAME":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"NAME":"danger","name":"safe"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","n\u0061ME":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","\u006eame":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","name\u0000":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","argument\u017f":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","tas\u212a":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","_META":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","_meta":{"ProgressToken":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","_meta":{"io.modelcontextprotocol/ProtocolVersion":"2026-07-28"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"name":"safe"},"method":"tools/call","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","Method":"tools/call","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{},"paramS":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{},"param\u017f":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","method\u0000\u0000":"tools/call","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"ID":2,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","arguments":{"x":"1","x":"2"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","arguments":{"x":[{"a":1,"\u0061":2}]}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","arguments":{"x":"\ud800"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe\udc00"}}""")]
    [InlineData("""{"id":1,"jsonrpc":"\ud800","method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","\ud83d":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Tools/Call","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call\u0000","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/li\u017ft"}""")]
    public async Task Row18_KeysThatComeTwiceOrLookLikeAnother_AreRefused(string body)
    {
        await using var route = await shared.OpenAsync(DenyDanger);

        var answer = await route.PostAsync(body);

        Assert.Equal((400, -32600), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"x\":\"\xC0\xAF\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"x\xFF\":1}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"x\":\"\xED\xA0\x80\"}")]
    public async Task Row18_BytesThatAreNotUtf8_AreRefused(string latin1)
    {
        var body = Encoding.Latin1.GetBytes(latin1);
        await using var route = await shared.OpenAsync(DenyDanger);
        using var client = await route.ConnectAsync();

        await client.SendAsync(route.Post("", $"Content-Length: {body.Length}"));
        await client.SendAsync(body);
        var answer = await client.ReadAnswerAsync();

        Assert.Equal((400, -32700), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    [InlineData(100_000, 400)]
    public async Task Row18_AMessage_MayBeNested64LevelsDeep(int levels, int status)
    {
        await using var route = await shared.OpenAsync(DenyDanger);
        route.Upstream.Otherwise = _ => Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        var lists = levels - 3;

        var answer = await route.PostAsync(McpPost.Call("safe", $"{{\"x\":{new string('[', lists)}{new string(']', lists)}}}"));

        Assert.Equal((status, status == 200 ? 1 : 0), (answer.Status, route.Upstream.Requests.Count));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"n\u0061me":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"m\u0065thod":"tools\/call","params":{"name":"d\u0061nger"}}""")]
    [InlineData("""{"params":{"arguments":{"name":"safe"},"name":"danger","_meta":{"name":"safe"}},"method":"tools\u002fcall","id":1,"jsonrpc":"2.0"}""")]
    public async Task Row18_Escapes_AreUnderstood(string body)
    {
        await using var route = await shared.OpenAsync(DenyDanger);

        var answer = await route.PostAsync(body);

        Assert.Equal(200, answer.Status);
        Assert.Contains("[POLICY DENIED]", answer.Text, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"utf-7\"")]
    public async Task Row18_AnotherContentType_IsRefused(string type)
    {
        await using var route = await shared.OpenAsync(DenyDanger);

        var answer = await route.PostAsync(Safe, $"Content-Type: {type}");

        Assert.Equal(415, answer.Status);
        Assert.Contains(type.Replace("\"", "\\u0022", StringComparison.Ordinal), answer.Text, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("Application/JSON; charset=\"utf-8\"")]
    public async Task Row18_JsonInUtf8_IsAcceptedAndItsTypeForwarded(string type)
    {
        await using var route = await shared.OpenAsync(DenyDanger);
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}"""));

        var answer = await route.PostAsync(Safe, $"Content-Type: {type}");

        Assert.Equal((200, type), (answer.Status, route.Upstream.Requests[0].Header("Content-Type")));
    }
}
