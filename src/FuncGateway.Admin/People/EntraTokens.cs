using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Admin.People;

/// <summary>Configures the validation of Microsoft Entra tokens.</summary>
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

        var authority = settings.Authority ?? EntraIssuers.AuthorityOf(tenant);
        options.Authority = authority.ToString();
        options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuers = EntraIssuers.Of(tenant, options.Authority),
            ValidAudiences = Guid.TryParse(audience, out _) ? [audience, $"api://{audience}"] : [audience],

            // Asymmetric algorithms only: with HMAC, the published key could be used as the secret.
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["JWT", "at+jwt"],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsLifetime,
            AuthenticationType = Scheme,
            NameClaimType = Person.NameClaim,
            RoleClaimType = Person.RoleClaim,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = context => CheckAsync(context, tenant) };
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    private static Task CheckAsync(TokenValidatedContext context, string tenant)
    {
        var wrong = context.SecurityToken is JsonWebToken token ? EntraTokenCheck.WhatIsWrong(token, tenant) : "it is not a signed token";
        if (wrong is not null)
        {
            context.Fail(new RefusedTokenException(wrong));
        }

        return Task.CompletedTask;
    }

    // Throws instead of returning false, because the exception type tells the person that the token has expired, not just that it is invalid.
    private bool IsInItsLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is not { } end || now >= end + ClockSkew)
        {
            throw new SecurityTokenExpiredException("The token has expired.");
        }

        return notBefore is not { } start || now >= start - ClockSkew ? true : throw new SecurityTokenNotYetValidException("The token is not valid yet.");
    }
}
