using System.Text;
using System.Text.Json;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams;

/// <summary>An upstream on the TypeScript SDK, tests/js/changing-server.mjs, whose definitions of tools change while it runs. A call is answered with "called" and the name of the tool.</summary>
public sealed class ChangingUpstream : IAsyncDisposable
{
    private readonly NodeServer _server;
    private readonly HttpClient _http = new();

    private ChangingUpstream(NodeServer server) => _server = server;

    public Uri Url => _server.Url;

    /// <param name="tools">Definitions as JSON.</param>
    public static async Task<ChangingUpstream> StartAsync(params string[] tools)
    {
        var upstream = new ChangingUpstream(await NodeServer.StartAsync(TestPackages.StartScriptAsync("changing-server.mjs"), "changing-server.mjs"));
        await upstream.ShowAsync(tools);
        return upstream;
    }

    /// <summary>From now on, these and no other definitions are listed.</summary>
    public async Task ShowAsync(params string[] tools)
    {
        using var content = new StringContent($"[{string.Join(',', tools)}]", Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri(Url, "/tools"), content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Number of calls of the tool that arrived.</summary>
    public async Task<int> CallsAsync(string tool)
    {
        var calls = JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri(Url, "/calls")));
        return calls.TryGetProperty(tool, out var count) ? count.GetInt32() : 0;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
