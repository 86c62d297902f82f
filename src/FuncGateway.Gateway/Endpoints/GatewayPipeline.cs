using FuncGateway.Gateway.Endpoints.Admin;
using FuncGateway.Gateway.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Gateway.Endpoints;

/// <summary>Everything the gateway answers over HTTP, as one delegate that both hosts call.</summary>
public sealed class GatewayPipeline(IServiceProvider services, McpEndpoint mcp)
{
    private readonly RequestDelegate _run = Build(services, mcp.HandleAsync);

    public Task HandleAsync(HttpContext context) => _run(context);

    /// <param name="mcp">Answers <c>/mcp/{server}</c>; is given the server's name as it stands in the path.</param>
    internal static RequestDelegate Build(IServiceProvider services, Func<HttpContext, string, Task> mcp)
    {
        var lastResort = new LastResort(services.GetRequiredService<ILogger<LastResort>>());
        var fixedPaths = new FixedPaths(mcp, BuildAdmin(services));
        return context => lastResort.RunAsync(context, fixedPaths.HandleAsync);
    }

    private static RequestDelegate BuildAdmin(IServiceProvider services)
    {
        var admin = new ApplicationBuilder(new OwnRouting(services));
        var signIn = services.GetRequiredService<AdminSignIn>();
        admin.Use(next => context => ForgetOuterRoute(context, next));
        admin.Use(next => context => BareErrors.FillAsync(context, next));
        admin.Use(next => context => context.Request.Path.StartsWithSegments(Routes.ApiPrefix) && !signIn.IsOn ? Problems.Off.ExecuteAsync(context) : next(context));
        admin.UseRouting();
        admin.UseAuthorization();
        admin.UseEndpoints(AdminApi.Map);
        admin.Run(context => Problems.UnknownPath(context.Request.Path).ExecuteAsync(context));
        return admin.Build();
    }

    /// <summary>Inside a function the host has chosen an endpoint already, and routing leaves a chosen endpoint alone.</summary>
    private static Task ForgetOuterRoute(HttpContext context, RequestDelegate next)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues = [];

        // Answers hold tokens, and names of policies and people: nobody on the way keeps them.
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
