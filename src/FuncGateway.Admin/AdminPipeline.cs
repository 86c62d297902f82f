using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.SignIn;
using FuncGateway.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin;

/// <summary>Builds the admin API as one delegate: sign-in, authorization, routing, and problem details for requests that match no endpoint.</summary>
public static class AdminPipeline
{
    public static RequestDelegate Build(IServiceProvider services)
    {
        var admin = new ApplicationBuilder(new SeparateRouting(services));
        var (signIn, guard) = (services.GetRequiredService<AdminSignIn>(), services.GetRequiredService<SessionGuard>());
        admin.Use(next => context => ClearHostEndpoint(context, next));
        admin.Use(next => context => SetHeaders(context, next));
        admin.Use(next => context => MethodNotAllowedDetails.FillAsync(context, next));
        admin.Use(next => context => context.Request.Path.StartsWithSegments(Paths.Api) && !signIn.IsOn && context.Request.Path != SignInEndpoint.Path ? Problems.Off.ExecuteAsync(context) : next(context));
        admin.UseRouting();
        admin.UseAuthorization();
        admin.Use(next => context => guard.RunAsync(context, next));
        admin.UseEndpoints(AdminApi.Map);
        admin.Run(context => Problems.UnknownPath(context.Request.Path).ExecuteAsync(context));
        return admin.Build();
    }

    /// <summary>Clears the endpoint that the Functions host has already selected, because routing keeps an existing selection.</summary>
    private static Task ClearHostEndpoint(HttpContext context, RequestDelegate next)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues = [];
        return next(context);
    }

    /// <summary>
    /// Responses contain tokens and the names of policies and people, so no cache may store them. They also contain texts of agents and servers, which no
    /// browser may take for a page.
    /// </summary>
    private static Task SetHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
