using System.Text.Json;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams.Shared;

/// <summary>A shared upstream on the TypeScript SDK: tests/js/shared-server.mjs. It has a server for each request, as the SDK needs without sessions, and one store of tasks.</summary>
internal sealed class TypeScriptSharedUpstream : SharedUpstream
{
    private readonly NodeServer _server;
    private readonly HttpClient _http = new();

    private TypeScriptSharedUpstream(NodeServer server) => _server = server;

    public override Uri Url => _server.Url;

    public static async Task<TypeScriptSharedUpstream> StartAsync() => new(await NodeServer.StartAsync(TestPackages.StartScriptAsync("shared-server.mjs"), "shared-server.mjs"));

    public override Task<int> StartedAsync(string name) => CountAsync("started", name);

    public override Task<int> CancelledAsync(string name) => CountAsync("cancelled", name);

    public override async Task ReleaseAsync(string name)
    {
        using var response = await _http.PostAsync(new Uri(Url, $"/release/{Uri.EscapeDataString(name)}"), null);
    }

    public override async Task<IReadOnlyList<string>> ReceivedAsync() => [.. (await StateAsync()).GetProperty("received").EnumerateArray().Select(each => each.GetString() ?? "")];

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<int> CountAsync(string what, string name) => (await StateAsync()).GetProperty(what).TryGetProperty(name, out var count) ? count.GetInt32() : 0;

    private async Task<JsonElement> StateAsync() => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri(Url, "/state")));
}
