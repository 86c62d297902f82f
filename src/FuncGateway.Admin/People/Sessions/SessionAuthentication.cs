using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People.Sessions;

/// <summary>Authenticates the cookie of a session. The session becomes a feature of the request, so that its other conditions are checked.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    SessionRegister sessions,
    ILoggerFactory logging,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "Session";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Of(Request) is not { } token)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (sessions.Find(token) is not { } session)
        {
            return Task.FromResult(AuthenticateResult.Fail("The session has ended or never existed."));
        }

        Context.Features.Set(session);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(session.Person.ToPrincipal(SchemeName), SchemeName)));
    }
}
