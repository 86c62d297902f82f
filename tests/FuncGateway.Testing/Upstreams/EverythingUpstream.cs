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
        try
        {
            return new EverythingUpstream(process, await ReadPortAsync(process, cancellationToken));
        }
        catch (Exception e) when (e is NodeSetupException or OperationCanceledException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // It prints other lines before the one with its port.
    private static async Task<int> ReadPortAsync(NodeProcess process, CancellationToken cancellationToken)
    {
        while (await process.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("{\"port\":", StringComparison.Ordinal))
            {
                using var told = JsonDocument.Parse(line);
                return told.RootElement.GetProperty("port").GetInt32();
            }
        }

        throw new NodeSetupException($"server-everything ended at start. It said:\n{process.Errors}");
    }
}
