using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>The configured ways to sign in to the admin API. Without any, the API is off.</summary>
internal sealed class AdminSignIn(IOptions<AdminOptions> admin, IOptions<EntraOptions> entra)
{
    /// <summary>The scheme that authorization uses; it forwards to one of the others.</summary>
    public const string Scheme = "AdminSignIn";

    public bool IsOn => admin.Value.AdminKey is not null || entra.Value.IsSet;

    /// <summary>Only bearers that look like a JWT are passed to the Entra handler, so that it neither parses nor logs any other secret.</summary>
    public string SchemeFor(HttpContext context) =>
        entra.Value.IsSet && Bearer.Of(context.Request) is { } token && Bearer.LooksLikeJwt(token) ? EntraTokens.Scheme : AdminKeyAuthentication.SchemeName;
}
