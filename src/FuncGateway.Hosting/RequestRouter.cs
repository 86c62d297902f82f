using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Mcp;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Hosting;

/// <summary>Routes requests: <c>/mcp/{server}</c> and <c>/servers/{server}/mcp</c> to the agents' side, <c>/ui</c> to the console, a few fixed paths to answers of their own, everything else to the admin API.</summary>
internal sealed class RequestRouter(McpEndpoint mcp, ConsoleEndpoint console, RequestDelegate rest)
{
    /// <summary>
    /// Paths where MCP clients look for an authorization server. A plain, empty 404 tells them that there is none and that their token is
    /// enough; any other response starts a sign-in that cannot succeed.
    /// </summary>
    private static readonly string[] OAuthPaths =
    [
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
        "/register",
    ];

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (ServerIn(path) is { } server)
        {
            return mcp.HandleAsync(context, server);
        }

        if (IsOAuth(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (path.StartsWithSegments(Paths.Console, out var inConsole))
        {
            return console.HandleAsync(context, inConsole.Value ?? "");
        }

        return path.Value is null or "" or "/" ? RootAsync(context) : rest(context);
    }

    private static bool IsOAuth(PathString path) => OAuthPaths.Any(oauth => path.StartsWithSegments(oauth));

    /// <summary>Returns the single segment after <c>/mcp/</c>, or between <c>/servers/</c> and <c>/mcp</c>, with or without a trailing slash, or null.</summary>
    private static string? ServerIn(PathString path)
    {
        var text = path.Value.AsSpan();
        ReadOnlySpan<char> server;
        if (text.StartsWith("/mcp/", StringComparison.OrdinalIgnoreCase))
        {
            server = text["/mcp/".Length..];
            server = server.EndsWith('/') ? server[..^1] : server;
        }
        else if (text.StartsWith("/servers/", StringComparison.OrdinalIgnoreCase) && text.TrimEnd('/') is var alias && alias.EndsWith("/mcp", StringComparison.OrdinalIgnoreCase))
        {
            server = alias.Length > "/servers//mcp".Length ? alias["/servers/".Length..^"/mcp".Length] : [];
        }
        else
        {
            return null;
        }

        return server.IsEmpty || server.Contains('/') ? null : server.ToString();
    }

    private static Task RootAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Problems.MethodNotAllowed(context.Request.Method, "GET, HEAD").ExecuteAsync(context);
        }

        context.Response.Headers.Vary = "Accept";
        if (ConsoleEndpoint.WantsPage(context.Request))
        {
            context.Response.Redirect(Paths.Console);
            return Task.CompletedTask;
        }

        return new JsonReply<Product>(StatusCodes.Status200OK, new("FuncGateway", Paths.Health), HostingJson.Default.Product).ExecuteAsync(context);
    }
}

/// <summary>The response at <c>/</c>: shows that the gateway is running, and the path of its health check.</summary>
internal sealed record Product(string Name, string Health);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Product))]
internal sealed partial class HostingJson : JsonSerializerContext;
