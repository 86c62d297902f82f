using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>Two grants of one server 'bank', which therefore share one upstream and its credential.</summary>
internal sealed class TwoGrants : IAsyncDisposable
{
    public const string AllowAll = """{"version":"1","default":"allow"}""";
    public const string DenyAll = """{"version":"1","default":"deny"}""";

    private readonly InMemoryGateway _gateway;

    private TwoGrants(InMemoryGateway gateway, string first, string second) => (_gateway, First, Second) = (gateway, first, second);

    public InMemoryGateway Gateway => _gateway;

    public ScriptedUpstream Upstream => _gateway.Upstream;

    public string First { get; }

    public string Second { get; }

    /// <summary>Number of requests that reached the upstream.</summary>
    public int Sent => Upstream.Requests.Count;

    public static async Task<TwoGrants> StartAsync(string policy = AllowAll)
    {
        var gateway = await InMemoryGateway.StartAsync();
        var first = await gateway.SetUpPaymentsAsync(policy);
        gateway.Upstream.Otherwise = request =>
            request.Text.Contains("\"id\"", StringComparison.Ordinal) && request.Text.Contains("\"method\"", StringComparison.Ordinal) ? Reply.Json(Result("{}")) : Reply.Empty(202);
        return new TwoGrants(gateway, first, await gateway.MintAsync());
    }

    public static string Result(string result, int id = 1) => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";

    public static string Request(string method, string parameters = "{}", string id = "1") =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    public static string Notification(string method, string parameters = "{}") => $$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""";

    /// <summary>A request as of 2026-07-28, with the headers that mirror it.</summary>
    public Task<Answer> PostModernAsync(string token, string method, string parameters, string? name = null)
    {
        var meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
        var all = parameters == "{}" ? $"{{{meta}}}" : $"{parameters[..^1]},{meta}}}";
        (string, string)[] headers = [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", method)];
        return PostAsync(token, Request(method, all), name is null ? headers : [.. headers, ("Mcp-Name", name)]);
    }

    public Task<Answer> PostAsync(string token, string body, params (string Name, string Value)[] headers)
    {
        // So that the order of the audit is that of the requests.
        _gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
        return _gateway.SendAsync("POST", "/mcp/bank", body, token, headers);
    }

    public Task<Answer> SendAsync(string method, string token, params (string Name, string Value)[] headers) =>
        _gateway.SendAsync(method, "/mcp/bank", null, token, headers);

    public async Task<string> OpenSessionAsync(string token, string upstreamId)
    {
        Upstream.Then(Reply.Json(Result("""{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}""")).With("Mcp-Session-Id", upstreamId));
        var opened = await PostAsync(token, Request("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}"""));
        return opened.Headers["Mcp-Session-Id"];
    }

    /// <summary>The rules in the audit of the requests with that method, newest first; empty for none.</summary>
    public async Task<string[]> RulesAsync(string? method) =>
        [.. (await EntriesAsync()).Where(item => (string?)item["method"] == method).Select(item => (string?)item["rule"] ?? "")];

    public async Task<IReadOnlyList<JsonNode>> EntriesAsync() =>
        [.. ((await _gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray() ?? []).OfType<JsonNode>()];

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}

internal static class Messages
{
    /// <summary>Every message of an answer, whatever its form.</summary>
    public static JsonNode[] All(this Answer answer) =>
        [.. (answer.ContentType == "text/event-stream" ? answer.Events() : [answer.Text]).Select(text => JsonNode.Parse(text)).OfType<JsonNode>()];

    public static JsonNode Last(this Answer answer) => answer.All()[^1];

    public static (int? Code, string? Text) Error(this Answer answer) => ((int?)answer.Last()["error"]?["code"], (string?)answer.Last()["error"]?["message"]);
}
