using FuncGateway.Admin;
using FuncGateway.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>Everything the gateway answers over HTTP, as one delegate that both hosts call.</summary>
public sealed class GatewayPipeline(IServiceProvider services, McpEndpoint mcp)
{
    private readonly RequestDelegate _run = Build(services, mcp.HandleAsync);

    public Task HandleAsync(HttpContext context) => _run(context);

    /// <param name="mcp">Answers <c>/mcp/{server}</c>; is given the server's name as it stands in the path.</param>
    internal static RequestDelegate Build(IServiceProvider services, Func<HttpContext, string, Task> mcp)
    {
        var lastResort = new ExceptionBoundary(services.GetRequiredService<ILogger<ExceptionBoundary>>());
        var fixedPaths = new FixedPaths(mcp, AdminPipeline.Build(services));
        return context => lastResort.RunAsync(context, fixedPaths.HandleAsync);
    }
}
