using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.People;

/// <summary>The token of an <c>Authorization: Bearer …</c> header.</summary>
internal static class Bearer
{
    private const string Prefix = "Bearer ";

    /// <summary>Returns the token, or null if there is none or there are several headers.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && header[Prefix.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    /// <summary>Whether the token has three parts separated by dots: header, payload and signature.</summary>
    public static bool LooksLikeJwt(string token) => token.Count(character => character == '.') == 2;
}
