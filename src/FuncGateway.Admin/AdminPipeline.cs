using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin;

/// <summary>The admin API as one delegate: sign-in, rights, routing, and problem details for what none of its endpoints answers.</summary>
public static class AdminPipeline
{
    public static RequestDelegate Build(IServiceProvider services)
    {
        var admin = new ApplicationBuilder(new SeparateRouting(services));
        var signIn = services.GetRequiredService<AdminSignIn>();
        admin.Use(next => context => ForgetOuterRoute(context, next));
        admin.Use(next => context => MethodNotAllowedDetails.FillAsync(context, next));
        admin.Use(next => context => context.Request.Path.StartsWithSegments(Paths.Api) && !signIn.IsOn ? Problems.Off.ExecuteAsync(context) : next(context));
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

        // Answers hold tokens, and names of policies and people: no cache on the way may keep them.
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
