using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>What the tests of the relay send and read.</summary>
internal static class Relayed
{
    public const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{}}}""";
    public const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""";
    public const string Error = """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Request cancelled"}}""";
    public const string AllowAll = """{"version":"1","default":"allow"}""";
    public const string OnePerDay = """{"version":"1","default":"deny","tools":{"echo":{"limits":[{"counter":"c","window":"day","max":1}]}}}""";
    public const string HidesSecrets = """{"version":"1","default":"allow","hide":["secret_*"]}""";

    public static async Task<Answer> PostAsync(this InMemoryGateway gateway, string token, string body, params (string Name, string Value)[] headers)
    {
        using var request = Payments.Request(token, body);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await gateway.OpenAsync(request);
        return await Answer.OfAsync(response);
    }

    public static async Task<string> OpenSessionAsync(this InMemoryGateway gateway, string token, string session = "s-1")
    {
        gateway.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}""").With("Mcp-Session-Id", session));
        return (await gateway.PostAsync(token, Initialize)).Headers["Mcp-Session-Id"];
    }

    public const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""";

    /// <summary>The last message: the body, or the last event.</summary>
    public static JsonNode Message(this Answer answer) =>
        (answer.ContentType == "text/event-stream" ? JsonNode.Parse(answer.Events().Last()) : answer.Json) ?? throw new InvalidOperationException(answer.Text);

    /// <summary>The audit's entries for a method, oldest first, as soon as none is without its ending: a client may have the answer before the ending is recorded.</summary>
    public static async Task<JsonNode[]> AuditAsync(this InMemoryGateway gateway, string method)
    {
        JsonNode[] entries = [];
        await Eventually.Async(async () =>
        {
            var items = (await gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray() ?? [];
            entries = [.. items.OfType<JsonNode>().Where(item => (string?)item["method"] == method).Reverse()];
            return entries.All(entry => (string?)entry["outcome"] != "unknown" || entry["latencyMs"] is not null);
        });
        return entries;
    }

    public static async Task<string?> OutcomeAsync(this InMemoryGateway gateway, string method = "tools/call") =>
        (string?)(await gateway.AuditAsync(method)).Last()["outcome"];

    public static Reply Html(int status = 200) => new(status, [new("Content-Type", "text/html")], [ReplyStep.Text("<html>at Program.Main() password=hunter2</html>")]);

    public static string Text(this byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
