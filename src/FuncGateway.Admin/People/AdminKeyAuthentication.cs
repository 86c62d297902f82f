using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Authenticates the admin key as its owner.</summary>
internal sealed class AdminKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    AdminKey key,
    ILoggerFactory logging,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "AdminKey";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Bearer.Of(Request) is not { } bearer)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var ticket = new AuthenticationTicket(AdminKey.Owner.ToPrincipal(SchemeName), SchemeName);
        return Task.FromResult(key.Is(bearer) ? AuthenticateResult.Success(ticket) : AuthenticateResult.Fail("The bearer token is not the admin key."));
    }
}
