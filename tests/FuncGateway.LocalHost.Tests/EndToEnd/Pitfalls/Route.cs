using System.Text;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>A scripted upstream behind a gateway, with a grant for it, and hand-written requests.</summary>
internal sealed class Route(LocalGateway gateway, ScriptedUpstream upstream, string server, GrantWithToken grant) : IAsyncDisposable
{
    public const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    public const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    private const string Meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}
        """;

    public ScriptedUpstream Upstream => upstream;

    public GrantWithToken Grant => grant;

    /// <summary>The id of the server and of its policy.</summary>
    public string Server => server;

    public static async Task<Route> OpenAsync(LocalGateway gateway, string server, string policy)
    {
        var upstream = await ScriptedUpstream.StartAsync();
        return new Route(gateway, upstream, server, await gateway.Admin.SetUpAsync(server, upstream.Url, policy));
    }

    /// <summary>Creates another grant for the same server and policy.</summary>
    public Task<GrantWithToken> MintAsync() => gateway.Admin.MintAsync(server, server);

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(grant.McpUrl);

    /// <param name="headers">Complete header lines; they replace default headers of the same name.</param>
    public string Request(string method, params string[] headers) => Request(method, null, headers);

    public string Post(string body, params string[] headers) => Request("POST", body, headers);

    /// <param name="parameters">Members of params, each followed by a comma.</param>
    public static string Modern(string method, string parameters = "") =>
        string.Concat("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"", method, "\",\"params\":{", parameters, Meta, "}}");

    public static string[] ModernHeaders(string method, string? name = null) =>
        name is null ? ["MCP-Protocol-Version: 2026-07-28", $"Mcp-Method: {method}"] : ["MCP-Protocol-Version: 2026-07-28", $"Mcp-Method: {method}", $"Mcp-Name: {name}"];

    public async Task<RawAnswer> SendAsync(string request)
    {
        using var connection = await ConnectAsync();
        await connection.SendAsync(request);
        return await connection.ReadAnswerAsync();
    }

    public Task<RawAnswer> PostAsync(string body, params string[] headers) => SendAsync(Post(body, headers));

    /// <summary>Opens a session and returns the id that the client sees.</summary>
    public async Task<string> OpenSessionAsync(string upstreamId)
    {
        upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}""").With("Mcp-Session-Id", upstreamId));
        var answer = await PostAsync(Initialize);
        await upstream.NextRequestAsync(CancellationToken.None);
        return answer.Head.Header("Mcp-Session-Id") ?? throw new InvalidOperationException($"No session id came with {answer.Text}");
    }

    /// <summary>A request that opens a stream: a GET, in a session opened for it, or a call.</summary>
    public async Task<string> OpeningStreamAsync(string method) =>
        method == "GET" ? Request("GET", $"Mcp-Session-Id: {await OpenSessionAsync("s")}") : Post(McpPost.Call("a"));

    public ValueTask DisposeAsync() => upstream.DisposeAsync();

    private string Request(string method, string? body, string[] headers)
    {
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = $"Host: {grant.McpUrl.Authority}",
            ["Authorization"] = $"Authorization: Bearer {grant.Token}",
            ["Accept"] = body is null ? "Accept: text/event-stream" : "Accept: application/json, text/event-stream",
        };
        if (body is not null)
        {
            lines["Content-Type"] = "Content-Type: application/json";
            lines["Content-Length"] = $"Content-Length: {Encoding.UTF8.GetByteCount(body)}";
        }

        foreach (var line in headers)
        {
            lines[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line;
        }

        return $"{method} {grant.McpUrl.AbsolutePath} HTTP/1.1\r\n{string.Join("\r\n", lines.Values)}\r\n\r\n{body}";
    }
}
