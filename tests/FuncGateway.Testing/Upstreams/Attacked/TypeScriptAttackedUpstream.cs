using System.Globalization;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>An attacked upstream on the TypeScript SDK, with sessions: tests/js/attacked-server.mjs.</summary>
internal sealed class TypeScriptAttackedUpstream : AttackedUpstream
{
    private readonly NodeServer _server;
    private readonly HttpClient _http = new();

    private TypeScriptAttackedUpstream(NodeServer server) => _server = server;

    public override Uri Url => _server.Url;

    public override IReadOnlyList<string> Endings => ["answer", "error"];

    public static async Task<TypeScriptAttackedUpstream> StartAsync() => new(await NodeServer.StartAsync(TestPackages.StartScriptAsync("attacked-server.mjs"), "attacked-server.mjs"));

    public override async Task<int> RanAsync(string name) =>
        int.Parse(await _http.GetStringAsync(new Uri(Url, $"/ran/{Uri.EscapeDataString(name)}")), CultureInfo.InvariantCulture);

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
