using System.Globalization;
using System.Text.Json;
using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>An attacked upstream on the TypeScript SDK, with sessions: tests/js/attacked-server.mjs.</summary>
internal sealed class TypeScriptAttackedUpstream : AttackedUpstream
{
    private readonly NodeProcess _process;
    private readonly HttpClient _http = new();

    private TypeScriptAttackedUpstream(NodeProcess process, int port)
    {
        _process = process;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/mcp"));
    }

    public override Uri Url { get; }

    public override IReadOnlyList<string> Endings => ["answer", "error"];

    public static async Task<TypeScriptAttackedUpstream> StartAsync()
    {
        var process = await TestPackages.StartScriptAsync("attacked-server.mjs");
        var line = await process.ReadLineAsync(CancellationToken.None) ?? throw new NodeSetupException($"attacked-server.mjs ended at start. It said:\n{process.Errors}");
        using var told = JsonDocument.Parse(line);
        return new TypeScriptAttackedUpstream(process, told.RootElement.GetProperty("port").GetInt32());
    }

    public override async Task<int> RanAsync(string name) =>
        int.Parse(await _http.GetStringAsync(new Uri(Url, $"/ran/{Uri.EscapeDataString(name)}")), CultureInfo.InvariantCulture);

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
