using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>An attacked upstream on the C# SDK, with sessions.</summary>
internal sealed class CSharpAttackedUpstream : AttackedUpstream
{
    private readonly LoopbackServer _server;
    private readonly Executions _executions;

    private CSharpAttackedUpstream(LoopbackServer server, Executions executions) => (_server, _executions) = (server, executions);

    public override Uri Url => new(_server.Address, "/mcp");

    public override IReadOnlyList<string> Endings => ["answer", "error"];

    public static async Task<CSharpAttackedUpstream> StartAsync()
    {
        var executions = new Executions();
        return new CSharpAttackedUpstream(await LoopbackServer.StartAsync(services => Configure(services, executions), app => app.MapMcp("/mcp")), executions);
    }

    public override Task<int> RanAsync(string name) => Task.FromResult(_executions.Of(name));

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Configure(IServiceCollection services, Executions executions) => services
        .AddMcpServer(server => server.ServerInfo = new() { Name = "attacked", Version = "1.0.0" })
        .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
        .WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [new Tool { Name = Tool }] }))
        .WithCallToolHandler(async (request, cancellationToken) =>
        {
            var arguments = request.Params.Arguments ?? throw new McpException("Arguments are needed.");
            executions.Add(arguments["case"].GetString() ?? "");
            switch (arguments["how"].GetString())
            {
                case "error":
                    throw new McpProtocolException("The work is done, but the answer cannot be written.", McpErrorCode.InvalidParams);
                case Wait:
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                    break;
            }

            return new CallToolResult { Content = [new TextContentBlock { Text = "paid" }] };
        });
}
