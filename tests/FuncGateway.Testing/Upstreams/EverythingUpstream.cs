using System.Globalization;
using System.Text.Json;
using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams;

/// <summary>npm's @modelcontextprotocol/server-everything over HTTP: the reference server for the revisions with sessions.</summary>
public sealed class EverythingUpstream : IAsyncDisposable
{
    private readonly NodeProcess _process;

    private EverythingUpstream(NodeProcess process, int port)
    {
        _process = process;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/mcp"));
    }

    public Uri Url { get; }

    public static async Task<EverythingUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var process = await TestPackages.StartEverythingAsync();
        while (await process.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("{\"port\":", StringComparison.Ordinal))
            {
                using var told = JsonDocument.Parse(line);
                return new EverythingUpstream(process, told.RootElement.GetProperty("port").GetInt32());
            }
        }

        var errors = process.Errors;
        await process.DisposeAsync();
        throw new NodeSetupException($"server-everything ended at start. It said:\n{errors}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
