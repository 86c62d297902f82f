using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>The gateway's public address, derived from the current request.</summary>
internal static class PublicAddress
{
    public static string McpUrl(HttpRequest request, ServerId server)
    {
        // In Azure, a front end terminates https and forwards the request over http.
        var isHttps = request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        return $"{(isHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{request.Host.ToUriComponent()}{Paths.Mcp}{server}";
    }
}
