using System.Security.Cryptography;
using FuncGateway.Admin.People;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.People;

public sealed class SignInTests
{
    private const string Path = "/api/servers";

    [Theory]
    [InlineData(TestIssuer.V2, TestIssuer.Client)]
    [InlineData(TestIssuer.V1, TestIssuer.Client)]
    [InlineData(TestIssuer.V1, "api://" + TestIssuer.Client)]
    public async Task Entra_TokenOfTheTenant_OpensTheApi(string issuer, string audience)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });

        Assert.Equal(200, (await gateway.SendAsync("GET", Path, bearer: entra.Sign(gateway.Time.GetUtcNow(), ["Viewer"], issuer, audience))).Status);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/aaaaaaaa-2222-3333-4444-555555555555/v2.0", TestIssuer.Client, "it was issued by another issuer")]
    [InlineData("https://sts.windows.net/aaaaaaaa-2222-3333-4444-555555555555/", TestIssuer.Client, "it was issued by another issuer")]
    [InlineData(TestIssuer.V2, "aaaaaaaa-8888-7777-6666-555555555555", "it was issued for another audience")]
    public async Task Entra_TokenForOthers_IsAnswered401AndSaysWhy(string issuer, string audience, string why)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });

        await AssertRefusedAsync(gateway, entra.Sign(gateway.Time.GetUtcNow(), ["Admin"], issuer, audience), why);
    }

    [Theory]
    [InlineData(-119, true, "")]
    [InlineData(-120, false, "it has expired")]
    [InlineData(2 * 3600 + 119, true, "")]
    [InlineData(2 * 3600 + 121, false, "it is not valid yet")]
    public async Task Entra_AtTheEdgesOfItsLifetime_AllowsTwoMinutesOfSkew(int secondsToItsEnd, bool accepted, string why)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });
        var token = entra.Sign(gateway.Time.GetUtcNow(), ["Viewer"], lifetime: TimeSpan.FromSeconds(secondsToItsEnd));
        if (accepted)
        {
            Assert.Equal(200, (await gateway.SendAsync("GET", Path, bearer: token)).Status);
        }
        else
        {
            await AssertRefusedAsync(gateway, token, why);
        }
    }

    [Fact]
    public async Task Entra_SignedByAnotherKeyOrTamperedWith_IsRefused()
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });
        using var stranger = RSA.Create(2048);
        var now = gateway.Time.GetUtcNow();
        var (viewer, admin) = (entra.Sign(now, ["Viewer"]).Split('.'), entra.Sign(now, ["Admin"]).Split('.'));

        const string Why = "its signature, key or algorithm is not valid";
        await AssertRefusedAsync(gateway, entra.Sign(now, ["Admin"], key: stranger), Why);
        await AssertRefusedAsync(gateway, $"{viewer[0]}.{admin[1]}.{viewer[2]}", Why);
        await AssertRefusedAsync(gateway, entra.SignWithPublicKeyAsSecret(now), Why);
        await AssertRefusedAsync(gateway, $"eyJhbGciOiJub25lIn0.{admin[1]}.", Why);
        await AssertRefusedAsync(gateway, "not.a.token", "");
    }

    [Fact]
    public async Task Entra_WhenItsKeysCannotBeFetched_LetsNobodyInAndSaysWhy()
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            AdminKey = null,
            Entra = options =>
            {
                entra.Configure(options);
                options.Authority = new Uri(options.Authority + "/nothing-here");
            },
        });

        await AssertRefusedAsync(gateway, entra.Sign(gateway.Time.GetUtcNow(), ["Admin"]), "the issuer's keys cannot be fetched at the moment");
    }

    [Fact]
    public async Task AdminKey_AndEntra_OpenTheApiSideBySide()
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = entra.Configure });

        Assert.Equal(200, (await gateway.SendAsync("GET", Path)).Status);
        Assert.Equal(200, (await gateway.SendAsync("GET", Path, bearer: entra.Sign(gateway.Time.GetUtcNow(), ["Viewer"]))).Status);
    }

    [Theory]
    [InlineData("the-admin-key-of-these-tests-012345678")]
    [InlineData("the-admin-key-of-these-tests-01234567890")]
    [InlineData("THE-ADMIN-KEY-OF-THESE-TESTS-0123456789")]
    [InlineData("x")]
    public async Task AdminKey_AlmostRight_IsRefused(string bearer)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AssertRefusedAsync(gateway, bearer, "it is not recognized");
    }

    [Fact]
    public async Task GrantToken_NeverOpensTheApi()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var token = (string?)(await gateway.MakeGrantAsync())["token"] ?? "";

        await AssertRefusedAsync(gateway, token, "A grant token is valid for '/mcp/' only");
    }

    [Theory]
    [InlineData("Basic dGVzdA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(InMemoryGateway.AdminKey)]
    public async Task AuthorizationOfAnotherForm_IsAsGoodAsNone(string header)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await gateway.SendAsync("GET", Path, bearer: null, headers: ("Authorization", header));

        answer.AssertProblem(401);
        Assert.StartsWith("There is no bearer token.", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NeitherKeyNorEntra_TheApiIsOff()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null });
        foreach (var path in new[] { Path, "/api", "/api/openapi.json", "/api/nothing", "/API/servers" })
        {
            var answer = await gateway.SendAsync("GET", path);
            answer.AssertProblem(404);
            Assert.Equal("The admin API is off: this gateway has neither an admin key nor Microsoft Entra settings.", answer.Detail);
        }

        Assert.Equal(200, (await gateway.SendAsync("GET", "/healthz", bearer: null)).Status);
    }

    [Fact]
    public async Task EmptySettings_AreNoneAtAll()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = "", Entra = options => (options.TenantId, options.Audience) = ("", "") });
        (await gateway.SendAsync("GET", Path, bearer: "x")).AssertProblem(404);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789.0123456789.0123456789.01")]
    public async Task AdminKeyOfAnUnacceptedForm_IsAFailedStart(string key)
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => InMemoryGateway.StartAsync(new() { AdminKey = key }));
        Assert.Contains("Accepted: 32 to 256 characters", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("common", TestIssuer.Client, null, "FuncGateway:Entra:TenantId is 'common'.")]
    [InlineData(null, TestIssuer.Client, null, "FuncGateway:Entra:TenantId is ''.")]
    [InlineData(TestIssuer.Tenant, null, null, "FuncGateway:Entra:Audience is missing.")]
    [InlineData(TestIssuer.Tenant, TestIssuer.Client, "http://login.example.com/", "FuncGateway:Entra:Authority is 'http://login.example.com/'.")]
    public async Task HalfOfEntra_IsAFailedStart(string? tenant, string? audience, string? authority, string found)
    {
        void Configure(EntraOptions options) => (options.TenantId, options.Audience, options.Authority) = (tenant, audience, authority is null ? null : new Uri(authority));

        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = Configure }));
        Assert.StartsWith(found, failure.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(InMemoryGateway gateway, string bearer, string why)
    {
        var answer = await gateway.SendAsync("GET", Path, bearer: bearer);
        answer.AssertProblem(401);
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        Assert.Contains(why, answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(bearer.Length > 8 ? bearer : "\0", answer.Text, StringComparison.Ordinal);
    }
}
