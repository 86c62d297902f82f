using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>An agent with a session that ends its calls in ways that no client library would.</summary>
internal sealed class HostileAgent : IDisposable
{
    /// <summary>The ways to end a call on the agent's side, after the tool has started.</summary>
    public static readonly IReadOnlyList<string> Endings = ["cancel", "disconnect"];

    private readonly HttpClient _http = new() { Timeout = Eventually.Timeout };
    private readonly GrantWithToken _grant;
    private string? _session;
    private int _calls;

    private HostileAgent(GrantWithToken grant) => _grant = grant;

    public static async Task<HostileAgent> ConnectAsync(GrantWithToken grant)
    {
        var agent = new HostileAgent(grant);
        using var response = await agent.PostAsync("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hostile","version":"1.0.0"}}}""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        agent._session = response.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.Single() : null;
        using var started = await agent.PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return agent;
    }

    /// <summary>Makes a call and ends it in the given way: one of <see cref="Endings"/>, or one of the upstream's. Returns what was answered.</summary>
    public async Task<string> CallAsync(AttackedUpstream upstream, string name, string ending)
    {
        var how = Endings.Contains(ending) ? AttackedUpstream.Wait : ending;
        var id = Interlocked.Increment(ref _calls);
        var ran = await upstream.RanAsync(name);
        using var disconnect = new CancellationTokenSource();
        var call = AnswerAsync(Call(id, name, how), disconnect.Token);
        if (how == AttackedUpstream.Wait)
        {
            await Eventually.Async(async () => call.IsCompleted || await upstream.RanAsync(name) > ran, $"the call '{name}' is answered or runs");
            await (ending == "disconnect" ? disconnect.CancelAsync() : CancelAsync(id));
        }

        return await call;
    }

    public void Dispose() => _http.Dispose();

    private static string Call(int id, string name, string how) => new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["method"] = "tools/call",
        ["params"] = new JsonObject { ["name"] = AttackedUpstream.Tool, ["arguments"] = new JsonObject { ["case"] = name, ["how"] = how } },
    }.ToJsonString();

    private async Task CancelAsync(int id)
    {
        using var response = await PostAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}},"reason":"attack"}}""");
    }

    private async Task<string> AnswerAsync(string call, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await PostAsync(call, cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _grant.McpUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _grant.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        if (_session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _session);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
