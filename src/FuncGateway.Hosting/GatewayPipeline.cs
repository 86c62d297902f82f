using FuncGateway.Admin;
using FuncGateway.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>Everything the gateway answers over HTTP, as one delegate that both hosts call.</summary>
public sealed class GatewayPipeline(IServiceProvider services, McpEndpoint mcp)
{
    private readonly RequestDelegate _run = Build(services, mcp);

    public Task HandleAsync(HttpContext context) => _run(context);

    private static RequestDelegate Build(IServiceProvider services, McpEndpoint mcp)
    {
        var lastResort = new ExceptionBoundary(services.GetRequiredService<ILogger<ExceptionBoundary>>());
        var fixedPaths = new FixedPaths(mcp, AdminPipeline.Build(services));
        return context => lastResort.RunAsync(context, fixedPaths.HandleAsync);
    }
}
