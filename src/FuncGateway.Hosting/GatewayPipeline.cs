using FuncGateway.Admin;
using FuncGateway.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>The gateway's complete HTTP pipeline, as one delegate that both hosts call.</summary>
public sealed class GatewayPipeline(IServiceProvider services, McpEndpoint mcp)
{
    private readonly RequestDelegate _run = Build(services, mcp);

    public Task HandleAsync(HttpContext context) => _run(context);

    private static RequestDelegate Build(IServiceProvider services, McpEndpoint mcp)
    {
        var boundary = new ExceptionBoundary(services.GetRequiredService<ILogger<ExceptionBoundary>>());
        var router = new RequestRouter(mcp, services.GetRequiredService<ConsoleEndpoint>(), AdminPipeline.Build(services));
        RequestDelegate route = router.HandleAsync;
        return context => boundary.RunAsync(context, route);
    }
}
