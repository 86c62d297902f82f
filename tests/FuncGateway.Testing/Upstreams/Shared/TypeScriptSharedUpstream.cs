using System.Globalization;
using System.Text.Json;
using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams.Shared;

/// <summary>A shared upstream on the TypeScript SDK: tests/js/shared-server.mjs. It has a server for each request, as the SDK needs without sessions, and one store of tasks.</summary>
internal sealed class TypeScriptSharedUpstream : SharedUpstream
{
    private readonly NodeProcess _process;
    private readonly HttpClient _http = new();

    private TypeScriptSharedUpstream(NodeProcess process, int port)
    {
        _process = process;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/mcp"));
    }

    public override Uri Url { get; }

    public static async Task<TypeScriptSharedUpstream> StartAsync()
    {
        var process = await TestPackages.StartScriptAsync("shared-server.mjs");
        var line = await process.ReadLineAsync(CancellationToken.None) ?? throw new NodeSetupException($"shared-server.mjs ended at start. It said:\n{process.Errors}");
        using var told = JsonDocument.Parse(line);
        return new TypeScriptSharedUpstream(process, told.RootElement.GetProperty("port").GetInt32());
    }

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
        await _process.DisposeAsync();
    }

    private async Task<int> CountAsync(string what, string name) => (await StateAsync()).GetProperty(what).TryGetProperty(name, out var count) ? count.GetInt32() : 0;

    private async Task<JsonElement> StateAsync() => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri(Url, "/state")));
}
