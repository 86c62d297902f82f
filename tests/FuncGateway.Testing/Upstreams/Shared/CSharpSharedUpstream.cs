using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace FuncGateway.Testing.Upstreams.Shared;

/// <summary>
/// A shared upstream on the C# SDK: one server for all clients up to 2025-11-25, whose requests, cancellations and answers have one space of ids; and at
/// <see cref="ModernUrl"/> the same tools as of 2026-07-28.
/// </summary>
public sealed class CSharpSharedUpstream : SharedUpstream
{
    private readonly LoopbackServer _http;
    private readonly SharedWork _work;
    private readonly McpServer _server;
    private readonly StreamableHttpServerTransport _transport;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _running;

    private CSharpSharedUpstream(LoopbackServer http, SharedWork work, McpServer server, StreamableHttpServerTransport transport)
    {
        (_http, _work, _server, _transport, _stopping) = (http, work, server, transport, new CancellationTokenSource());
        _running = server.RunAsync(_stopping.Token);
    }

    public override Uri Url => new(_http.Address, "/mcp");

    public Uri ModernUrl => new(_http.Address, "/modern");

    /// <summary>Number of requests that listen now.</summary>
    public int Listening => _work.Listening;

    public static async Task<CSharpSharedUpstream> StartAsync()
    {
        var (work, transport) = (new SharedWork(), new StreamableHttpServerTransport());
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = "shared", Version = "1.0.0" },
            Handlers = new() { ListToolsHandler = SharedWork.ListAsync, CallToolHandler = work.CallAsync },
        };
        var server = McpServer.Create(transport, options);
        var http = await LoopbackServer.StartAsync(services => Configure(services, work), app => Route(app, work, transport));
        return new CSharpSharedUpstream(http, work, server, transport);
    }

    /// <summary>Notifies everyone who listens to the resource.</summary>
    public Task ChangeAsync(string uri) => _work.ChangeAsync(uri);

    public override Task<int> StartedAsync(string name) => Task.FromResult(_work.Started(name));

    public override Task<int> CancelledAsync(string name) => Task.FromResult(_work.Cancelled(name));

    public override Task ReleaseAsync(string name)
    {
        _work.Release(name);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReceivedAsync() => Task.FromResult<IReadOnlyList<string>>([.. _work.Received]);

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _http.DisposeAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
        _stopping.Dispose();
    }

    private static void Configure(IServiceCollection services, SharedWork work) => services
        .AddMcpServer(server => server.ServerInfo = new() { Name = "shared", Version = "1.0.0" })
        .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.Stateless)
        .WithListToolsHandler(SharedWork.ListAsync)
        .WithCallToolHandler(work.CallAsync)
        .WithSubscriptionsListenHandler(work.ListenAsync);

    private static void Route(WebApplication app, SharedWork work, StreamableHttpServerTransport transport)
    {
        app.Use(async (http, next) =>
        {
            http.Request.EnableBuffering();
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            http.Request.Body.Position = 0;
            work.Received.Enqueue(body.Length > 0 ? body : http.Request.Method);
            await next(http);
        });
        app.MapMcp("/modern");
        app.MapPost("/mcp", async http =>
        {
            var message = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(http.Request.Body, McpJsonUtilities.DefaultOptions, http.RequestAborted)
                ?? throw new BadHttpRequestException("The message is null.");
            http.Response.ContentType = "text/event-stream";
            if (!await transport.HandlePostRequestAsync(message, http.Response.Body, http.RequestAborted))
            {
                http.Response.ContentType = null;
                http.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        });
    }
}
