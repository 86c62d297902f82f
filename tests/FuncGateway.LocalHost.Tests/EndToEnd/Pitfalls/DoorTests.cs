using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Which requests are admitted: host, origin, token, path, size.</summary>
public sealed class DoorTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const int MostBytes = 2048;

    [Theory]
    [InlineData("POST", "Bearer fgw_unknown")]
    [InlineData("GET", "Bearer ")]
    [InlineData("DELETE", "Basic eDp5")]
    [InlineData("PUT", "Bearer x")]
    public async Task WithoutAGrant_EveryVerbIs401_BeforeAnythingElseIsLookedAt(string method, string authorization)
    {
        await using var route = await shared.OpenAsync();
        string[] headers = [$"Authorization: {authorization}", "MCP-Protocol-Version: 2026-07-28", "Mcp-Session-Id: unknown"];

        var answer = await route.SendAsync(method == "POST" ? route.Post("not json", headers) : route.Request(method, headers));

        Assert.Equal(401, answer.Status);
        Assert.StartsWith("Bearer ", answer.Head.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.DoesNotContain("resource_metadata", answer.Head.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Fact]
    public async Task ATokenInTheUrl_Is401()
    {
        await using var route = await shared.OpenAsync();
        var path = route.Grant.McpUrl.AbsolutePath;

        var answer = await route.SendAsync(route.Post(Route.List, "Authorization: none").Replace($"{path} HTTP", $"{path}?access_token={route.Grant.Token} HTTP", StringComparison.Ordinal));

        Assert.Equal(401, answer.Status);
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: evil.example:80")]
    [InlineData("Host: 127.0.0.1.evil.example")]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Origin: http://localhost.evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Origin: file://localhost")]
    [InlineData("Origin: http://localhost\r\nOrigin: http://evil.example")]
    public async Task AForeignHostOrOrigin_Is403_WithAGrantAndWithout(string header)
    {
        await using var route = await shared.OpenAsync();

        var known = await route.PostAsync(Route.List, header);
        var unknown = await route.PostAsync(Route.List, header, "Authorization: Bearer x");

        Assert.Equal((403, 403), (known.Status, unknown.Status));
        Assert.Null(known.Head.Header("Access-Control-Allow-Origin"));
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("Origin: http://localhost:5173")]
    [InlineData("Origin: https://127.0.0.1")]
    [InlineData("Host: localhost:1")]
    [InlineData("Host: [::1]")]
    public async Task OurOwnHostAndOrigin_AreLetIn(string header)
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json(ToolListTests.Page("[]")));

        Assert.Equal(200, (await route.PostAsync(Route.List, header)).Status);
    }

    [Theory]
    [InlineData("/.well-known/oauth-protected-resource")]
    [InlineData("/.well-known/oauth-protected-resource/mcp/jobs")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/oauth-authorization-server/mcp/jobs")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/register")]
    public async Task WellKnownPathsOfOAuth_AreAPlain404(string path)
    {
        await using var route = await shared.OpenAsync();

        foreach (var method in (string[])["GET", "POST"])
        {
            var answer = await route.SendAsync($"{method} {path} HTTP/1.1\r\nHost: {route.Grant.McpUrl.Authority}\r\nContent-Length: 0\r\n\r\n");
            Assert.Equal((404, 0), (answer.Status, answer.Body.Length));
            Assert.Null(answer.Head.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/x", 404)]
    [InlineData("%2f..%2fapi", 404)]
    public async Task ThePath_MayEndWithASlash_AndWithNothingElse(string end, int status)
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Otherwise = _ => Reply.Json(ToolListTests.Page("[]"));
        var path = route.Grant.McpUrl.AbsolutePath;

        var answer = await route.SendAsync(route.Post(Route.List).Replace($"{path} HTTP", $"{path}{end} HTTP", StringComparison.Ordinal));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? 1 : 0, route.Upstream.Requests.Count);
    }

    [Fact]
    public async Task ABodyOverTheLimit_Is413_DeclaredOrChunked_AndNothingIsForwarded()
    {
        await using var gateway = await shared.StartAnotherAsync($"--FuncGateway:MaxBodyBytes={MostBytes}");
        await using var route = await Route.OpenAsync(gateway, "small", Policies.AllowAll);
        using var client = await route.ConnectAsync();

        // The declared length is enough to refuse the request; the body is never sent.
        var declared = await route.SendAsync(route.Post("", $"Content-Length: {MostBytes + 1}"));
        await client.SendAsync(route.Post("", "Content-Length: 0").Replace("Content-Length: 0", "Transfer-Encoding: chunked", StringComparison.Ordinal));
        await client.SendAsync($"{MostBytes:x}\r\n{new string(' ', MostBytes)}\r\n1\r\n \r\n");
        var chunked = await client.ReadAnswerAsync();

        Assert.Equal((413, 413), (declared.Status, chunked.Status));
        Assert.Contains($"{MostBytes}", declared.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains($"{MostBytes}", chunked.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(route.Upstream.Requests);
    }

    [Fact]
    public async Task ABodyOfExactlyTheLimit_IsForwardedWhole_DeclaredOrChunked()
    {
        await using var gateway = await shared.StartAnotherAsync($"--FuncGateway:MaxBodyBytes={MostBytes}");
        await using var route = await Route.OpenAsync(gateway, "exact", Policies.AllowAll);
        route.Upstream.Otherwise = _ => Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        var body = McpPost.Call("a").PadRight(MostBytes);
        using var client = await route.ConnectAsync();

        var declared = await route.PostAsync(body);
        await client.SendAsync(route.Post("", "Content-Length: 0").Replace("Content-Length: 0", "Transfer-Encoding: chunked", StringComparison.Ordinal));
        await client.SendAsync($"7\r\n{body[..7]}\r\n{MostBytes - 7:x}\r\n{body[7..]}\r\n0\r\n\r\n");
        var chunked = await client.ReadAnswerAsync();

        Assert.Equal((200, 200), (declared.Status, chunked.Status));
        Assert.Equal([body, body], route.Upstream.Requests.Select(request => request.Text));
    }
}
