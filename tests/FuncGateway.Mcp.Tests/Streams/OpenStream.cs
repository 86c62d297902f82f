using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>A response of the gateway that is read while it is open.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[4096];

    private OpenStream(HttpResponseMessage response, Stream body) => (_response, _body) = (response, body);

    public int Status => (int)_response.StatusCode;

    public string Text => _text.ToString();

    /// <summary>The data of the events received so far.</summary>
    public JsonNode?[] Events => [.. Text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line["data: ".Length..]))];

    /// <summary>The stream of a session that is bound to the grant.</summary>
    public static async Task<OpenStream> GetAsync(InMemoryGateway gateway, string token, Reply reply)
    {
        var session = await OpenSessionAsync(gateway, token);
        gateway.Upstream.Then(reply);
        return await GetAsync(gateway, token, session);
    }

    public static async Task<OpenStream> GetAsync(InMemoryGateway gateway, string token, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mcp/bank");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Mcp-Session-Id", session);
        return await OfAsync(await gateway.OpenAsync(request));
    }

    public static async Task<OpenStream> PostAsync(InMemoryGateway gateway, string token, string body)
    {
        using var request = Payments.Request(token, body);
        return await OfAsync(await gateway.OpenAsync(request));
    }

    /// <summary>A request as of 2026-07-28 with the id 7.</summary>
    public static async Task<OpenStream> PostModernAsync(InMemoryGateway gateway, string token, string method, string parameters)
    {
        const string Meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}";
        using var request = Payments.Request(token, $$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}","params":{{parameters[..^1]}},{{Meta}} }""");
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", method);
        return await OfAsync(await gateway.OpenAsync(request));
    }

    public static async Task<string> OpenSessionAsync(InMemoryGateway gateway, string token)
    {
        const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""";
        gateway.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}""").With("Mcp-Session-Id", "s-1"));
        using var request = Payments.Request(token, Initialize);
        using var response = await gateway.OpenAsync(request);
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    public async Task ReadUntilAsync(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync() > 0, $"The stream ended before '{text}': {Text}");
        }
    }

    /// <summary>Reads to the end, without any time passing on the gateway's clock.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync() > 0)
        {
        }
    }

    public void Dispose() => _response.Dispose();

    private static async Task<OpenStream> OfAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStreamAsync());

    private async Task<int> ReadAsync()
    {
        var read = await _body.ReadAsync(_buffer).AsTask().WaitAsync(Eventually.Timeout, TimeProvider.System);
        _text.Append(Encoding.UTF8.GetString(_buffer, 0, read));
        return read;
    }
}
