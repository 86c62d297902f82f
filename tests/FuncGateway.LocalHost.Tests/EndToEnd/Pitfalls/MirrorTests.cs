using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Headers that mirror the body: the body is judged, and a request with a different header is refused.</summary>
public sealed class MirrorTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string LimitA = """{ "version": "1", "default": "deny", "tools": { "a": {}, "ł": {} } }""";

    [Theory]
    [InlineData("Mcp-Name: b")]
    [InlineData("Mcp-Name: A")]
    [InlineData("Mcp-Name: =?base64?Yg==?=")]
    [InlineData("Mcp-Name: =?base64?YQ?=")]
    [InlineData("Mcp-Name: ")]
    [InlineData("Mcp-Name: a\r\nMcp-Name: b")]
    [InlineData("Mcp-Method: tools/list")]
    [InlineData("Mcp-Method: Tools/Call")]
    public async Task Row19_AHeaderThatDoesNotSayWhatTheBodySays_IsRefused_InBothEras(string header)
    {
        await using var route = await shared.OpenAsync(LimitA);

        var legacy = await route.PostAsync(McpPost.Call("a"), header);
        var modern = await route.PostAsync(Route.Modern("tools/call", "\"name\":\"a\","), [.. Route.ModernHeaders("tools/call", "a"), header]);

        Assert.Equal((400, -32020), (legacy.Status, legacy.ErrorCode));
        Assert.Equal((400, -32020), (modern.Status, modern.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("MCP-Protocol-Version")]
    [InlineData("Mcp-Method")]
    [InlineData("Mcp-Name")]
    public async Task Row19_AModernRequestWithoutAHeader_IsRefused(string missing)
    {
        await using var route = await shared.OpenAsync(LimitA);

        var answer = await route.PostAsync(
            Route.Modern("tools/call", "\"name\":\"a\","),
            [.. Route.ModernHeaders("tools/call", "a").Where(header => !header.StartsWith(missing, StringComparison.Ordinal))]);

        Assert.Equal((400, -32020), (answer.Status, answer.ErrorCode));
        Assert.Contains(missing, answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("MCP-Protocol-Version: 2025-11-25", -32020)]
    [InlineData("MCP-Protocol-Version: 2026-07-29", -32020)]
    [InlineData("MCP-Protocol-Version: 2025-11-25\r\nMCP-Protocol-Version: 2026-07-28", -32022)]
    public async Task Row19_AVersionHeaderThatDoesNotSayWhatTheBodySays_IsRefused(string header, int code)
    {
        await using var route = await shared.OpenAsync(LimitA);

        var answer = await route.PostAsync(Route.Modern("tools/call", "\"name\":\"a\","), header, "Mcp-Method: tools/call", "Mcp-Name: a");

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", -32600)]
    public async Task Row19_AModernHeaderOverAMessageOfTheOldWire_IsRefused(string body, int code)
    {
        await using var route = await shared.OpenAsync(LimitA);

        var answer = await route.PostAsync(body, "MCP-Protocol-Version: 2026-07-28");

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("ł", "Mcp-Name: =?base64?xYI=?=")]
    [InlineData("a", "Mcp-Name: \t a \t")]
    [InlineData("a", "mcp-name: a")]
    public async Task Row19_AHeaderThatSaysTheSame_IsForwarded_AndTheCallJudgedByTheBody(string tool, string header)
    {
        await using var route = await shared.OpenAsync(LimitA);
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}"""));

        var answer = await route.PostAsync(Route.Modern("tools/call", $"\"name\":\"{tool}\","), [.. Route.ModernHeaders("tools/call"), header, "Mcp-Param-Region: north"]);

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(route.Upstream.Requests);
        Assert.Equal(header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), sent.Header("Mcp-Name"));
        Assert.Equal(("tools/call", "2026-07-28", "north"), (sent.Header("Mcp-Method"), sent.Header("MCP-Protocol-Version"), sent.Header("Mcp-Param-Region")));
    }

    [Fact]
    public async Task Row19_ALegacyHeaderOfAnotherRevision_IsForwardedAsItCame()
    {
        await using var route = await shared.OpenAsync(LimitA);
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}"""));

        await route.PostAsync(McpPost.Call("a"), "MCP-Protocol-Version: 2025-03-26");

        Assert.Equal("2025-03-26", route.Upstream.Requests[0].Header("MCP-Protocol-Version"));
    }
}
