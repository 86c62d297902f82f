using FuncGateway.Testing.Upstreams.Features;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Sessions, resumed streams and log levels were removed after 2025-11-25, the revision that the suite tests.
#pragma warning disable MCP9005, MCP9006

namespace FuncGateway.Testing.Upstreams;

/// <summary>
/// A server on the C# SDK with every tool, prompt and resource that the conformance suite needs. It has sessions for clients that
/// open with initialize, serves 2026-07-28 without sessions, and its streams can be resumed.
/// </summary>
public sealed class ConformanceUpstream : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private ConformanceUpstream(LoopbackServer server) => _server = server;

    public Uri Url => new(_server.Address, "/mcp");

    public static async Task<ConformanceUpstream> StartAsync() => new(await LoopbackServer.StartAsync(Configure, Route));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Configure(IServiceCollection services)
    {
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        services.AddDistributedMemoryCache();
        services.AddOptions<DistributedCacheEventStreamStoreOptions>().Configure<IDistributedCache>((streams, cache) => streams.Cache = cache);
        services.AddSingleton<DistributedCacheEventStreamStore>();
        services.AddSingleton<ISseEventStreamStore, WaitingEventStreams>();
        services
            .AddMcpServer(server => server.ServerInfo = new() { Name = "conformance", Version = "1.0.0" })
            .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
            .WithTools<ContentTools>()
            .WithTools<ConversationTools>()
            .WithTools<FormTools>()
            .WithTools([SchemaTool.Create()])
            .WithPrompts<TestPrompts>()
            .WithResources<TestResources>()
            .WithSubscribeToResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
            .WithUnsubscribeFromResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
            .WithSetLoggingLevelHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
            .WithCompleteHandler((request, _) => ValueTask.FromResult(Complete(request.Params)));
    }

    private static void Route(WebApplication app)
    {
        app.UseHostFiltering();
        app.Use((context, next) =>
        {
            // Two scenarios negotiate a later revision and then send this one in the header, which the SDK refuses within a session. Without
            // the header it uses the negotiated revision, and the streams of those scenarios can be resumed.
            if (context.Request.Headers["MCP-Protocol-Version"] == "2025-03-26")
            {
                context.Request.Headers.Remove("MCP-Protocol-Version");
            }

            return next(context);
        });
        app.MapMcp("/mcp");
    }

    private static CompleteResult Complete(CompleteRequestParams request)
    {
        string[] words = ["paris", "park", "party", "test"];
        string[] matching = [.. words.Where(word => word.StartsWith(request.Argument.Value, StringComparison.Ordinal))];
        return new CompleteResult { Completion = new() { Values = matching, Total = matching.Length, HasMore = false } };
    }
}
