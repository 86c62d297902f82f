using System.IO.Compression;
using System.Text;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Which headers cross the gateway, and which do not.</summary>
public sealed class HeaderTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Sent =
    [
        "Cookie: a=b", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: evil", "X-Forwarded-Proto: http", "Forwarded: for=10.0.0.1", "X-Real-IP: 10.0.0.1", "Via: 1.1 x",
        "x-functions-key: secret", "X-MS-CLIENT-PRINCIPAL: e30=", "X-ARR-ClientCert: x", "Proxy-Authorization: Basic x", "Referer: http://localhost/x", "Origin: http://localhost",
        "User-Agent: raw/1", "Accept-Encoding: gzip, br", "Content-Encoding: gzip", "TE: trailers", "X-Api-Key: agent", "X-Custom: 1", "Mcp-Session-Idx: 1", "Mcp-Param-Region: north",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate: a=b", "baggage: c=d", "Last-Event-ID: 3",
    ];

    [Fact]
    public async Task OnTheWayUp_OnlyTheHeadersOfTheProtocolPass_AndNoneOfTheCallersSecrets()
    {
        string[] allowed = ["accept", "accept-encoding", "baggage", "content-length", "content-type", "host", "mcp-param-region", "mcp-session-idx", "traceparent", "tracestate"];
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}"""));

        await route.PostAsync(McpPost.Call("a"), Sent);

        var got = Assert.Single(route.Upstream.Requests);
        Assert.Equal(allowed, got.Headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal("identity", got.Header("Accept-Encoding"));
        Assert.Equal(route.Upstream.Url.Authority, got.Header("Host"));
        Assert.Equal("application/json, text/event-stream", got.Header("Accept"));
        Assert.DoesNotContain(got.Headers, header => header.Value.Contains(route.Grant.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnTheWayUp_TheServersOwnCredentialsAreAdded_InPlaceOfTheCallers()
    {
        await using var route = await shared.OpenAsync();
        await shared.Gateway.Admin.PutServerAsync("with-keys", route.Upstream.Url, new Dictionary<string, string> { ["Authorization"] = "Bearer of-the-server", ["X-Api-Key"] = "of-the-server" });
        await shared.Gateway.Admin.PutPolicyAsync("with-keys", "all", Policies.AllowAll);
        using var post = new McpPost(await shared.Gateway.Admin.MintAsync("with-keys", "all"));
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}"""));

        await post.SendAsync(McpPost.Call("a"), ("X-Api-Key", "of-the-agent"));

        var got = Assert.Single(route.Upstream.Requests);
        Assert.Equal(("Bearer of-the-server", "of-the-server"), (got.Header("Authorization"), got.Header("X-Api-Key")));
    }

    [Fact]
    public async Task OnTheWayDown_OnlyTheHeadersOfTheProtocolPass()
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{}}""")
            .With("Set-Cookie", "a=b").With("WWW-Authenticate", "Bearer resource_metadata=\"https://evil\"").With("Server", "x").With("X-Powered-By", "x").With("Location", "/x")
            .With("Access-Control-Allow-Origin", "*").With("Alt-Svc", "h3").With("Mcp-Session-Idx", "x").With("Refresh", "0").With("Strict-Transport-Security", "x"));

        var answer = await route.PostAsync(McpPost.Call("a"));

        string[] expected = ["content-length", "content-type", "date"];
        Assert.Equal(expected, answer.Head.Headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Row16_ARefusalByTheUpstream_Is502WithoutItsChallenge(int status)
    {
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Json("""{"secret":"of the upstream"}""", status).With("WWW-Authenticate", "Bearer error=\"insufficient_scope\", resource_metadata=\"https://upstream\""));

        var answer = await route.PostAsync(McpPost.Call("a", id: "\"q\""));

        Assert.Equal((502, -32603, "q"), (answer.Status, answer.ErrorCode, answer.Json.GetProperty("id").GetString()));
        Assert.Null(answer.Head.Header("WWW-Authenticate"));
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"HTTP {status}", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Policies.Seed, "call-all-llms")]
    [InlineData("""{ "version": "1", "default": "allow", "all_tools": { "deny_if": [ { "conditions": [] } ] } }""", "a")]
    public async Task Row16_ADenial_Is200WithAResultTheModelReads(string policy, string tool)
    {
        await using var route = await shared.OpenAsync(policy);

        var legacy = await route.PostAsync(McpPost.Call(tool));
        var modern = await route.PostAsync(Route.Modern("tools/call", $"\"name\":\"{tool}\","), Route.ModernHeaders("tools/call", tool));

        foreach (var answer in (RawAnswer[])[legacy, modern])
        {
            Assert.Equal((200, "application/json"), (answer.Status, answer.Head.Header("Content-Type")));
            Assert.True(answer.Json.GetProperty("result").GetProperty("isError").GetBoolean());
            Assert.StartsWith("[POLICY DENIED]", answer.Json.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        }

        Assert.False(legacy.Json.GetProperty("result").TryGetProperty("resultType", out _));
        Assert.Equal("complete", modern.Json.GetProperty("result").GetProperty("resultType").GetString());
        Assert.Empty(route.Upstream.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task Row20_ACompressedBody_IsNotAskedForAndNotRelayed(string encoding)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(ToolListTests.Page("""[{"name":"b"}]""")));
        }

        await using var route = await shared.OpenAsync();
        route.Upstream.Then(new Reply(200, [new("Content-Type", "application/json"), new("Content-Encoding", encoding)], [new ReplyStep.Write(compressed.ToArray())]));

        var answer = await route.PostAsync(Route.List, "Accept-Encoding: gzip, br");

        Assert.Equal("identity", route.Upstream.Requests[0].Header("Accept-Encoding"));
        Assert.Equal((502, -32603), (answer.Status, answer.ErrorCode));
        Assert.Contains("compressed", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARedirect_IsNotFollowedAndNotRelayed(int status)
    {
        await using var elsewhere = await ScriptedUpstream.StartAsync();
        await using var route = await shared.OpenAsync();
        route.Upstream.Then(Reply.Empty(status).With("Location", elsewhere.Url.ToString()));

        var answer = await route.PostAsync(McpPost.Call("a"));

        Assert.Equal((502, -32603), (answer.Status, answer.ErrorCode));
        Assert.Null(answer.Head.Header("Location"));
        Assert.Empty(elsewhere.Requests);
    }
}
