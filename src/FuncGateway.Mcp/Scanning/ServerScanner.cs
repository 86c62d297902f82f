using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Relay;
using FuncGateway.Policies.Text;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Scanning;

/// <summary>Scans a server with the client of the official SDK, over the connections of the relay.</summary>
public sealed partial class ServerScanner(UpstreamClient client, UpstreamCredentials credentials, TimeProvider time, ILogger<ServerScanner> logger) : IServerScanner
{
    private const int MaxText = 300;

    public async Task<ScanResult> ScanAsync(Server server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var tried = $"Tried to connect to {server.UpstreamUrl.GetLeftPart(UriPartial.Path)} as an MCP client (Streamable HTTP)";
        if (await credentials.ResolveAsync(server, cancellationToken) is not { } headers)
        {
            return new ScanResult.Failed($"{tried}: nothing was sent, because the server's credential cannot be read.", NeedsAuthentication: false);
        }

        using var timer = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        using var handler = new ScanHandler(client, headers, stop);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            return await ScanAsync(server, http, handler, timeout, stop.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a server does to the client is a result. The exception may quote the server, so it is only logged by its kind.
            var why = handler.IsOverBudget ? $"the server sent over {ScanBounds.MaxBytes / 1024 / 1024} MiB"
                : timer.IsCancellationRequested ? $"the server did not answer within {timeout.TotalSeconds:0} s"
                : handler.Problem is { } problem ? $"the server {problem}"
                : "the server did not answer as an MCP server does";
            LogFailed(server.Id, why, e.GetType().Name);
            return new ScanResult.Failed($"{tried}: {why}.", handler.NeedsAuthentication);
        }
    }

    private async Task<ScanResult> ScanAsync(Server server, HttpClient http, ScanHandler handler, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = server.UpstreamUrl,
                TransportMode = HttpTransportMode.StreamableHttp,
                EnableStandaloneGetStream = false,
                MaxReconnectionAttempts = 0,
            },
            http,
            loggerFactory: null,
            ownsHttpClient: false);
        var options = new McpClientOptions { ClientInfo = new Implementation { Name = "FuncGateway", Version = "1" }, InitializationTimeout = timeout };
        await using var session = await McpClient.CreateAsync(transport, options, loggerFactory: null, cancellationToken);
        var lists = new ListReader(session, handler, timeout);
        var tools = await lists.ReadAsync(RequestMethods.ToolsList, "tools", cancellationToken);
        if (tools is { Entries.Count: 0, Stopped: { } stopped })
        {
            return new ScanResult.Failed(stopped, handler.NeedsAuthentication);
        }

        var (hasResources, hasPrompts) = (session.ServerCapabilities?.Resources is not null, session.ServerCapabilities?.Prompts is not null);
        return new ScanResult.Reached(new ScannedServer(
            new ServerFacts(
                session.NegotiatedProtocolVersion ?? "",
                VisibleText.Of(session.ServerInfo?.Name, MaxText),
                VisibleText.Of(session.ServerInfo?.Version, MaxText),
                session.ServerInstructions),
            tools,
            hasResources ? await lists.ReadAsync(RequestMethods.ResourcesList, "resources", cancellationToken) : ScannedList.Empty,
            hasResources ? await lists.ReadAsync(RequestMethods.ResourcesTemplatesList, "resourceTemplates", cancellationToken) : ScannedList.Empty,
            hasPrompts ? await lists.ReadAsync(RequestMethods.PromptsList, "prompts", cancellationToken) : ScannedList.Empty));
    }

    [LoggerMessage(LogLevel.Warning, "Scanning {Server} failed: {Why} ({Exception})")]
    private partial void LogFailed(ServerId server, string why, string exception);
}
