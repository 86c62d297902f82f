using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp;

/// <summary>
/// Refuses requests that are addressed to another host name or come from a page of another origin. A web page that rebinds its own name to this
/// address (DNS rebinding) would pass every other check.
/// </summary>
public sealed class HostCheck(GatewayOptions options)
{
    /// <summary>Returns null if the request is accepted, otherwise a sentence that says what was found and what is accepted.</summary>
    public string? Check(HttpRequest request)
    {
        if (!IsOurs(request.Host.Host))
        {
            return $"The Host header names '{request.Host}'; accepted: {Accepted}.";
        }

        var origins = request.Headers[HeaderNames.Origin];
        return origins.Count == 0 || (Uri.TryCreate(origins.ToString(), UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && IsOurs(origin.Host))
            ? null
            : $"The Origin header is '{origins}'; accepted: none, or an origin on {Accepted}.";
    }

    private string Accepted => options.PublicHosts.Count == 0 ? "nothing, because no public host is configured" : string.Join(", ", options.PublicHosts);

    private bool IsOurs(string host)
    {
        var bare = host.TrimStart('[').TrimEnd(']');
        for (var index = 0; index < options.PublicHosts.Count; index++)
        {
            if (string.Equals(options.PublicHosts[index].TrimStart('[').TrimEnd(']'), bare, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
