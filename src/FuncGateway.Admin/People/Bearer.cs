using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.People;

/// <summary>The token of an <c>Authorization: Bearer …</c> header.</summary>
internal static class Bearer
{
    private const string Prefix = "Bearer ";

    /// <summary>Null when there is none, or more than one header.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && header[Prefix.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    /// <summary>Header, payload and signature, divided by dots.</summary>
    public static bool LooksLikeJwt(string token) => token.Count(character => character == '.') == 2;
}
