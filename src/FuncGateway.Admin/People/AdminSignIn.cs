using FuncGateway.Admin.People.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>The ways to sign in to the admin API. Without any, the API is off.</summary>
/// <param name="sessions">Null if the host has none.</param>
internal sealed class AdminSignIn(AdminKey key, IOptions<EntraOptions> entra, SessionRegister? sessions = null)
{
    /// <summary>The scheme that authorization uses; it forwards to one of the others.</summary>
    public const string Scheme = "AdminSignIn";

    public bool IsOn => key.IsSet || entra.Value.IsSet || HasSessions;

    public bool HasKey => key.IsSet;

    public bool HasSessions => sessions is not null;

    /// <summary>
    /// A request with an <c>Authorization</c> header, even an invalid one, is never judged by its cookie. Only bearers that look like a JWT are passed to the
    /// Entra handler, so that it neither parses nor logs any other secret.
    /// </summary>
    public string SchemeFor(HttpContext context)
    {
        if (IsByCookie(context.Request))
        {
            return SessionAuthentication.SchemeName;
        }

        return entra.Value.IsSet && Bearer.Of(context.Request) is { } token && Bearer.LooksLikeJwt(token) ? EntraTokens.Scheme : AdminKeyAuthentication.SchemeName;
    }

    /// <summary>Whether the request is authenticated by the cookie of a session, or would be if the session had not ended.</summary>
    public bool IsByCookie(HttpRequest request) => HasSessions && request.Headers.Authorization.Count == 0 && SessionCookie.Of(request) is not null;
}
