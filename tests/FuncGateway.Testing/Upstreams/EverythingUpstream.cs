using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams;

/// <summary>npm's @modelcontextprotocol/server-everything over HTTP: the reference server for the revisions with sessions.</summary>
public sealed class EverythingUpstream : IAsyncDisposable
{
    private readonly NodeServer _server;

    private EverythingUpstream(NodeServer server) => _server = server;

    public Uri Url => _server.Url;

    public static async Task<EverythingUpstream> StartAsync(CancellationToken cancellationToken) =>
        new(await NodeServer.StartAsync(TestPackages.StartServerAsync("server-everything/dist/index.js", "streamableHttp"), "server-everything", cancellationToken));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
