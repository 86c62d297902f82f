using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Which ways into the admin API this gateway has. None: the API is off.</summary>
internal sealed class AdminSignIn(IOptions<AdminOptions> admin, IOptions<EntraOptions> entra)
{
    /// <summary>The scheme that the rights ask for; it hands on to one of the others.</summary>
    public const string Scheme = "AdminSignIn";

    public bool IsOn => admin.Value.AdminKey is not null || entra.Value.IsSet;

    /// <summary>Only what has the shape of an Entra token is tried as one, so that no other secret is parsed, or logged about, over there.</summary>
    public string SchemeFor(HttpContext context) =>
        entra.Value.IsSet && Bearer.Of(context.Request) is { } token && Bearer.LooksLikeJwt(token) ? EntraTokens.Scheme : AdminKeyAuthentication.SchemeName;
}
