using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.SignIn;

/// <summary>Tells a browser how people can sign in. Answers even if the admin API is off.</summary>
internal sealed class SignInEndpoint(AdminSignIn signIn, IOptions<EntraOptions> entra)
{
    public const string Path = "/api/sign-in";
    private const string VersionSuffix = "/v2.0";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getSignIn", "GET", Path, null, "Returns the ways to sign in; none if the admin API is off.") { Answer = SignInJson.Default.SignInView },
        (_, _) => Task.FromResult<IResult>(new JsonReply<SignInView>(StatusCodes.Status200OK, View(), SignInJson.Default.SignInView)));

    private SignInView View()
    {
        var ofEntra = EntraView(entra.Value);
        return new SignInView(
            [
                .. signIn.HasSessions ? [SignInWay.Code] : Array.Empty<SignInWay>(),
                .. signIn.HasKey ? [SignInWay.Key] : Array.Empty<SignInWay>(),
                .. ofEntra is not null ? [SignInWay.Entra] : Array.Empty<SignInWay>(),
            ],
            ofEntra);
    }

    private static EntraView? EntraView(EntraOptions entra)
    {
        if (entra is not { TenantId: { } tenant, Audience: { } audience })
        {
            return null;
        }

        var isClientId = Guid.TryParse(audience, out _);
        return (entra.ClientId ?? (isClientId ? audience : null)) is { } client
            ? new EntraView(client, AuthorityOf(entra.Authority ?? EntraIssuers.AuthorityOf(tenant)), $"{(isClientId ? $"api://{audience}" : audience)}/.default")
            : null;
    }

    // Sign-in libraries are given the authority without the version, which they add themselves.
    private static string AuthorityOf(Uri authority)
    {
        var text = authority.ToString().TrimEnd('/');
        return text.EndsWith(VersionSuffix, StringComparison.OrdinalIgnoreCase) ? text[..^VersionSuffix.Length] : text;
    }
}
