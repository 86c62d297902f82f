using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>How the gateway is reached, as the request that asks reached it.</summary>
internal static class PublicAddress
{
    public static string McpUrl(HttpRequest request, ServerId server)
    {
        // In Azure the request has come through a front end that speaks https to the caller and http to us.
        var isHttps = request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        return $"{(isHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{request.Host.ToUriComponent()}{Paths.Mcp}{server}";
    }
}
