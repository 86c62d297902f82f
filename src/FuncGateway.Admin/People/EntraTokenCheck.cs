using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Admin.People;

/// <summary>
/// Checks what a token is for, once its signature, issuer, audience and lifetime are known to be valid. An ID token has the same issuer, audience and
/// roles as an access token, but it tells an application who has signed in, and gives no access to an API.
/// </summary>
internal static class EntraTokenCheck
{
    /// <summary>Claims that only ID tokens have: they bind the token to a sign-in.</summary>
    private static readonly string[] OfIdTokens = ["nonce", "at_hash", "c_hash"];

    /// <summary>Returns why the token is refused, as the end of a sentence and without any part of the token; null if it is accepted.</summary>
    public static string? WhatIsWrong(JsonWebToken token, string tenant)
    {
        // A header that must be understood (RFC 7515, 4.1.11), and none is.
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return "its header has 'crit', which requires extensions that are not supported";
        }

        if (!Guid.TryParse(Find(token, "tid"), out var tid) || tid != Guid.Parse(tenant))
        {
            return "it was issued for another tenant, or does not name one";
        }

        return IsOfItsVersion(token) ? WhatIsWrongWithUse(token) : "its version is not the one that its issuer gives out";
    }

    private static string? WhatIsWrongWithUse(JsonWebToken token)
    {
        if (OfIdTokens.Any(claim => Find(token, claim) is not null))
        {
            return "it is an ID token; an access token is required";
        }

        return Find(token, "idtyp") switch
        {
            "app" => null,
            null or "user" when HasScope(token) => null,
            null when IsOfAnApplication(token) => null,
            _ => "it is not an access token: it has neither 'scp' (a person) nor is it issued to an application",
        };
    }

    private static bool HasScope(JsonWebToken token) => !string.IsNullOrWhiteSpace(Find(token, "scp"));

    // Without the optional claim 'idtyp', a token of an application is one whose subject is the application itself, and that was issued for its secret or certificate.
    private static bool IsOfAnApplication(JsonWebToken token) =>
        Find(token, "oid") is { Length: > 0 } id
        && Find(token, "sub") == id
        && (Find(token, "azp") ?? Find(token, "appid")) is { Length: > 0 }
        && (Find(token, "azpacr") ?? Find(token, "appidacr")) is "1" or "2";

    // Tokens of both versions are accepted, but not one that says it is of the version that its issuer does not give out.
    private static bool IsOfItsVersion(JsonWebToken token) => Find(token, "ver") switch
    {
        null => true,
        "1.0" => token.Issuer.StartsWith(EntraIssuers.V1Host, StringComparison.Ordinal),
        "2.0" => !token.Issuer.StartsWith(EntraIssuers.V1Host, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Returns the claim, or null if it is missing or has several values.</summary>
    private static string? Find(JsonWebToken token, string claim) =>
        token.Claims.Where(each => each.Type == claim).Take(2).ToArray() is [{ Value: var value }] ? value : null;
}

/// <summary>The issuers of the tokens of a tenant.</summary>
internal static class EntraIssuers
{
    public const string V1Host = "https://sts.windows.net/";

    public static Uri AuthorityOf(string tenant) => new($"https://login.microsoftonline.com/{tenant}/v2.0");

    /// <summary>The manifest of the app registration determines whether tokens have the v1.0 or the v2.0 format.</summary>
    public static string[] Of(string tenant, string authority) =>
        [$"https://login.microsoftonline.com/{tenant}/v2.0", $"{V1Host}{tenant}/", authority.TrimEnd('/')];
}

/// <summary>A valid token that is not for this use. The message is shown to the sender, so it contains no part of the token.</summary>
internal sealed class RefusedTokenException(string message) : SecurityTokenValidationException(message);
