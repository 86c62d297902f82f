using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Authenticates the admin key as a local person with every right.</summary>
internal sealed class AdminKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    IOptions<AdminOptions> admin,
    ILoggerFactory logging,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "AdminKey";
    private const string Name = "local admin";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Bearer.Of(Request) is not { } bearer)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var isKey = admin.Value.AdminKey is { Length: > 0 } key && AreTheSame(key, bearer);
        return Task.FromResult(isKey ? AuthenticateResult.Success(Ticket()) : AuthenticateResult.Fail("The bearer token is not the admin key."));
    }

    // Hashed first, so that the comparison time reveals neither the length nor a common prefix.
    private static bool AreTheSame(string key, string bearer) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(bearer)));

    private AuthenticationTicket Ticket()
    {
        Claim[] claims = [new(Person.NameClaim, Name), new(Person.RoleClaim, nameof(Role.Admin))];
        return new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName, Person.NameClaim, Person.RoleClaim)), SchemeName);
    }
}
