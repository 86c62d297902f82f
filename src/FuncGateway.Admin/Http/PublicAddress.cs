using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>The gateway's public address, derived from the current request.</summary>
internal static class PublicAddress
{
    public static string McpUrl(HttpRequest request, ServerId server) => $"{Of(request)}{Paths.Mcp}{server}";

    // In Azure, a front end terminates https and forwards the request over http.
    public static bool IsHttps(HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an <c>Origin</c> header names this gateway.</summary>
    public static bool IsOwn(HttpRequest request, string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var given)
        && Uri.TryCreate(Of(request), UriKind.Absolute, out var own)
        && Uri.Compare(given, own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Scheme, host and port, such as <c>https://gateway.example.com</c>.</summary>
    public static string Of(HttpRequest request) => $"{(IsHttps(request) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{request.Host.ToUriComponent()}";
}
