using System.Globalization;
using System.Text.Json;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.Testing.Upstreams;

/// <summary>An MCP server in a Node process, which prints its port as <c>{"port":…}</c> when it is ready.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly NodeProcess _process;

    private NodeServer(NodeProcess process, int port)
    {
        _process = process;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/mcp"));
    }

    public Uri Url { get; }

    /// <param name="starting">The start of the process, which the server disposes.</param>
    /// <param name="name">For the message if it does not start.</param>
    /// <exception cref="NodeSetupException">The process ended before it printed its port.</exception>
    public static async Task<NodeServer> StartAsync(Task<NodeProcess> starting, string name, CancellationToken cancellationToken = default)
    {
        var process = await starting;
        try
        {
            return new NodeServer(process, await ReadPortAsync(process, name, cancellationToken));
        }
        catch (Exception e) when (e is NodeSetupException or OperationCanceledException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Some servers print other lines first.
    private static async Task<int> ReadPortAsync(NodeProcess process, string name, CancellationToken cancellationToken)
    {
        while (await process.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("{\"port\":", StringComparison.Ordinal))
            {
                using var told = JsonDocument.Parse(line);
                return told.RootElement.GetProperty("port").GetInt32();
            }
        }

        throw new NodeSetupException($"{name} ended at start. It said:\n{process.Errors}");
    }
}
