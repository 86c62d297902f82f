using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FuncGateway.Admin.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Testing.People;

/// <summary>Acts as Microsoft Entra: serves metadata and keys over HTTP, and issues tokens signed with them.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "99999999-8888-7777-6666-555555555555";
    public const string V1 = $"https://sts.windows.net/{Tenant}/";
    public const string V2 = $"https://login.microsoftonline.com/{Tenant}/v2.0";

    // Shared, because creating a key takes longer than a test.
    private static readonly RSAParameters Key = NewKey();

    private readonly RSA _rsa = RSA.Create(Key);
    private readonly WebApplication _app;

    private TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(context => context.Response.WriteAsync(context.Request.Path.Value switch
        {
            $"/{Tenant}/v2.0/.well-known/openid-configuration" => new JsonObject { ["issuer"] = V2, ["jwks_uri"] = $"{_app.Urls.Single()}/keys" }.ToJsonString(),
            "/keys" => Keys().ToJsonString(),
            _ => "",
        }));
    }

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    public void Configure(EntraOptions options)
    {
        options.TenantId = Tenant;
        options.Audience = Client;
        options.Authority = new Uri($"{_app.Urls.Single()}/{Tenant}/v2.0");
    }

    /// <summary>Returns a token, by default valid for one hour.</summary>
    public string Sign(DateTimeOffset now, string[] roles, string issuer = V2, string audience = Client, TimeSpan? lifetime = null, RSA? key = null, string name = "erin@example.com")
    {
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object> { ["roles"] = roles, ["preferred_username"] = name, ["tid"] = Tenant, ["scp"] = "access" };
        return Sign(expires, claims, issuer, audience, key);
    }

    /// <summary>Returns a token with these claims and no others but issuer, audience and lifetime.</summary>
    /// <param name="header">Added to the header.</param>
    public string Sign(DateTimeOffset expires, Dictionary<string, object> claims, string issuer = V2, string audience = Client, RSA? key = null, Dictionary<string, object>? header = null, string type = "JWT")
    {
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = (expires - TimeSpan.FromHours(2)).UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            AdditionalHeaderClaims = header,
            TokenType = type,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _rsa) { KeyId = "k1", CryptoProviderFactory = new() { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>A token signed with HMAC, using the published key as the secret. A gateway that accepts any algorithm would accept it.</summary>
    public string SignWithPublicKeyAsSecret(DateTimeOffset now) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = V2,
        Audience = Client,
        Expires = now.UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object> { ["roles"] = new[] { "Admin" } },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(_rsa.ExportRSAPublicKey()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256),
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private static RSAParameters NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(true);
    }

    private static JsonObject Keys() => new()
    {
        ["keys"] = new JsonArray(new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = "k1",
            ["n"] = Base64UrlEncoder.Encode(Key.Modulus),
            ["e"] = Base64UrlEncoder.Encode(Key.Exponent),
        }),
    };
}
