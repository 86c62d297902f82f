using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Admin.People;

/// <summary>What a token of Microsoft Entra must be to be believed.</summary>
internal sealed class EntraTokens(IOptions<EntraOptions> entra, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string Scheme = "Entra";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != Scheme || entra.Value is not { TenantId: { } tenant, Audience: { } audience } settings)
        {
            return;
        }

        var authority = settings.Authority ?? new Uri($"https://login.microsoftonline.com/{tenant}/v2.0");
        options.Authority = authority.ToString();
        options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            // An app registration hands out tokens in the form of v1.0 or v2.0, as its manifest says.
            ValidIssuers = [$"https://login.microsoftonline.com/{tenant}/v2.0", $"https://sts.windows.net/{tenant}/", options.Authority.TrimEnd('/')],
            ValidAudiences = Guid.TryParse(audience, out _) ? [audience, $"api://{audience}"] : [audience],

            // Asymmetric ones only: with an HMAC the published key would do as the secret.
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsLifetime,
            NameClaimType = Person.NameClaim,
            RoleClaimType = Person.RoleClaim,
        };
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    // Thrown, not false: the exception tells the person that the token is old, where false would say only that it is bad.
    private bool IsInItsLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is not { } end || now >= end + ClockSkew)
        {
            throw new SecurityTokenExpiredException("The token has ended.");
        }

        return notBefore is not { } start || now >= start - ClockSkew ? true : throw new SecurityTokenNotYetValidException("The token has not begun.");
    }
}
