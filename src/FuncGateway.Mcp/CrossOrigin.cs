using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp;

/// <summary>
/// Lets pages of an accepted origin use the endpoint: browsers ask with a preflight, which carries no token, and show a page only the response headers that
/// are exposed. For origins that <see cref="HostCheck"/> has accepted.
/// </summary>
internal static class CrossOrigin
{
    private const string Methods = "POST, GET, DELETE";
    private const string Exposed = "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate, Retry-After";

    private static readonly string[] Accepted =
    [
        "Authorization", "Content-Type", "Accept", "Mcp-Session-Id", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Last-Event-ID", "traceparent", "tracestate", "baggage",
    ];

    /// <summary>Adds the headers to the response, whatever becomes of it. Returns true if the request was a preflight, which is answered with that.</summary>
    public static bool Answers(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return false;
        }

        return Answers(context, origin);
    }

    private static bool Answers(HttpContext context, string origin)
    {
        var isPreflight = HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

        // At the last moment, because a response that fails is emptied before its error is written.
        context.Response.OnStarting(() =>
        {
            Add(context.Response.Headers, origin, isPreflight ? Allowed(context.Request.Headers[HeaderNames.AccessControlRequestHeaders].ToString()) : null);
            return Task.CompletedTask;
        });
        if (isPreflight)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return isPreflight;
    }

    private static void Add(IHeaderDictionary headers, string origin, string? allowed)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (allowed is null)
        {
            headers.AccessControlExposeHeaders = Exposed;
            return;
        }

        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = allowed;
        headers.AccessControlMaxAge = "600";
    }

    // Besides the known ones, the protocol has Mcp-Param-* headers, whose names each server chooses.
    private static string Allowed(string requested)
    {
        var parameters = requested.Split(',', StringSplitOptions.TrimEntries)
            .Where(name => name.StartsWith("mcp-param-", StringComparison.OrdinalIgnoreCase) && name.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_'));
        return string.Join(", ", [.. Accepted, .. parameters]);
    }
}
