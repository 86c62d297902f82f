using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Console.Tests.Entra;

/// <summary>
/// A sign-in authority that answers as Microsoft Entra does, for one application and one person: discovery, authorization code with PKCE, tokens, sign-out.
/// On a free port, with a certificate of its own.
/// </summary>
internal sealed class EntraIssuer : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly ConcurrentDictionary<string, Request> _codes = new();
    private readonly WebApplication _app;

    private EntraIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        Map();
    }

    public string Tenant { get; } = Guid.NewGuid().ToString();

    public string ClientId { get; } = Guid.NewGuid().ToString();

    /// <summary>The roles in the next tokens.</summary>
    public string[] Roles { get; set; } = ["Approver", "PolicyManager"];

    public string Origin => _app.Urls.First();

    public string Authority => $"{Origin}/{Tenant}/v2.0";

    public static async Task<EntraIssuer> StartAsync()
    {
        var issuer = new EntraIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
        _key.Dispose();
    }

    private void Map()
    {
        _app.MapGet($"/{Tenant}/v2.0/.well-known/openid-configuration", (HttpContext context) => Readable(context, new JsonObject
        {
            ["issuer"] = Authority,
            ["authorization_endpoint"] = $"{Origin}/{Tenant}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{Origin}/{Tenant}/oauth2/v2.0/token",
            ["end_session_endpoint"] = $"{Origin}/{Tenant}/oauth2/v2.0/logout",
            ["jwks_uri"] = $"{Origin}/{Tenant}/discovery/v2.0/keys",
            ["response_modes_supported"] = new JsonArray("query", "fragment"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }));
        _app.MapGet($"/{Tenant}/discovery/v2.0/keys", (HttpContext context) => Readable(context, new JsonObject { ["keys"] = new JsonArray(PublicKey()) }));
        _app.MapGet($"/{Tenant}/oauth2/v2.0/authorize", Authorize);
        _app.MapPost($"/{Tenant}/oauth2/v2.0/token", (Delegate)TokenAsync);
        _app.MapGet($"/{Tenant}/oauth2/v2.0/logout", (string post_logout_redirect_uri) => Results.Redirect(post_logout_redirect_uri));
    }

    // A page with a link, as a person signs in by an action of their own.
    private IResult Authorize(HttpContext context)
    {
        string Of(string name) => context.Request.Query[name].ToString();
        if (Of("client_id") != ClientId || Of("response_type") != "code" || Of("code_challenge_method") != "S256")
        {
            return Results.BadRequest("Only the authorization code flow with PKCE of one application is accepted.");
        }

        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new Request(Of("code_challenge"), Of("redirect_uri"), Of("nonce"), Of("scope"));
        var back = $"{Of("redirect_uri")}#code={code}&client_info={ClientInfo()}&state={Uri.EscapeDataString(Of("state"))}";
        return Results.Text($"<!doctype html><title>Sign in</title><a href=\"{back.Replace("&", "&amp;", StringComparison.Ordinal)}\">Continue as the approver</a>", "text/html");
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var request)
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != request.Challenge
            || form["redirect_uri"] != request.RedirectUri)
        {
            return Readable(context, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "The code or its verifier is wrong." }, StatusCodes.Status400BadRequest);
        }

        return Readable(context, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["scope"] = request.Scope,
            ["expires_in"] = 3600,
            ["access_token"] = Sign(new() { ["scp"] = "access", ["roles"] = Roles }),
            ["id_token"] = Sign(new() { ["nonce"] = request.Nonce }),
            ["client_info"] = ClientInfo(),
        });
    }

    private string Sign(Dictionary<string, object> claims)
    {
        claims["ver"] = "2.0";
        claims["tid"] = Tenant;
        claims["oid"] = claims["sub"] = "00000000-0000-0000-0000-000000000001";
        claims["preferred_username"] = "approver@tenant.example";
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = ClientId,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = "key" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private JsonObject PublicKey()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "key", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) };
    }

    private string ClientInfo() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uid":"person","utid":"{{Tenant}}"}"""));

    // Scripts of the console's origin read these answers.
    private static IResult Readable(HttpContext context, JsonObject body, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return Results.Text(body.ToJsonString(), "application/json", statusCode: status);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

        // Some platforms use a private key only if it was loaded.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed record Request(string Challenge, string RedirectUri, string Nonce, string Scope);
}
