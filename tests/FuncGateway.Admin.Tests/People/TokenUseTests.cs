using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.People;

/// <summary>Which of the tokens that Entra signs for the app registration open the API.</summary>
public sealed class TokenUseTests
{
    private const string App = "77777777-8888-7777-6666-555555555555";

    [Theory]
    [InlineData("scp=access")]
    [InlineData("scp=access;idtyp=user;ver=2.0")]
    [InlineData("idtyp=app")]
    [InlineData("oid=a;sub=a;azp=" + App + ";azpacr=1;ver=2.0")]
    [InlineData("oid=a;sub=a;appid=" + App + ";appidacr=2")]
    public async Task AnAccessToken_OfAPersonOrAnApplication_OpensTheApi(string claims)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });

        Assert.Equal(200, (await gateway.SendAsync("GET", "/api/servers", bearer: Sign(entra, gateway, claims))).Status);
    }

    [Theory]
    [InlineData("", "it is not an access token")]
    [InlineData("scp=", "it is not an access token")]
    [InlineData("scp= ", "it is not an access token")]
    [InlineData("oid=a;sub=b", "it is not an access token")]
    [InlineData("oid=a;sub=b;azp=" + App + ";azpacr=0", "it is not an access token")]
    [InlineData("oid=a;sub=a;azp=" + App + ";azpacr=0", "it is not an access token")]
    [InlineData("scp=access;idtyp=device", "it is not an access token")]
    [InlineData("idtyp=user", "it is not an access token")]
    [InlineData("nonce=n", "it is an ID token")]
    [InlineData("scp=access;nonce=n", "it is an ID token")]
    [InlineData("idtyp=app;at_hash=n", "it is an ID token")]
    [InlineData("idtyp=app;c_hash=n", "it is an ID token")]
    public async Task AnIdToken_OrOneThatIsNoAccessToken_IsRefused(string claims, string why)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });

        await AssertRefusedAsync(gateway, Sign(entra, gateway, claims), why);
    }

    [Theory]
    [InlineData(TestIssuer.V2, "tid=aaaaaaaa-2222-3333-4444-555555555555", "it was issued for another tenant")]
    [InlineData(TestIssuer.V1, "tid=aaaaaaaa-2222-3333-4444-555555555555", "it was issued for another tenant")]
    [InlineData(TestIssuer.V2, "tid=", "it was issued for another tenant")]
    [InlineData(TestIssuer.V2, "tid=common", "it was issued for another tenant")]
    [InlineData(TestIssuer.V1, "ver=2.0", "its version is not the one that its issuer gives out")]
    [InlineData(TestIssuer.V2, "ver=1.0", "its version is not the one that its issuer gives out")]
    [InlineData(TestIssuer.V2, "ver=3.0", "its version is not the one that its issuer gives out")]
    public async Task AToken_WhoseTenantAndIssuerDoNotBelongTogether_IsRefused(string issuer, string claims, string why)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });

        await AssertRefusedAsync(gateway, Sign(entra, gateway, "scp=access;" + claims, issuer), why);
    }

    [Fact]
    public async Task AToken_WithoutATenant_IsRefused()
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });
        var claims = new Dictionary<string, object> { ["roles"] = new[] { "Admin" }, ["scp"] = "access" };

        await AssertRefusedAsync(gateway, entra.Sign(gateway.Time.GetUtcNow().AddHours(1), claims), "it was issued for another tenant, or does not name one");
    }

    [Fact]
    public async Task AToken_WithACriticalHeaderOrOfAnotherType_IsRefused()
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });
        var (expires, claims) = (gateway.Time.GetUtcNow().AddHours(1), Claims("scp=access"));

        await AssertRefusedAsync(gateway, entra.Sign(expires, claims, header: new() { ["crit"] = new[] { "exp" } }), "its header has 'crit'");
        await AssertRefusedAsync(gateway, entra.Sign(expires, claims, header: new() { ["crit"] = Array.Empty<string>() }), "its header has 'crit'");
        await AssertRefusedAsync(gateway, entra.Sign(expires, claims, type: "logout+jwt"), "it is not an access token");
        Assert.Equal(200, (await gateway.SendAsync("GET", "/api/servers", bearer: entra.Sign(expires, claims, type: "at+jwt"))).Status);
    }

    private static string Sign(TestIssuer entra, InMemoryGateway gateway, string claims, string issuer = TestIssuer.V2) =>
        entra.Sign(gateway.Time.GetUtcNow().AddHours(1), Claims(claims), issuer);

    private static Dictionary<string, object> Claims(string written)
    {
        var claims = new Dictionary<string, object> { ["roles"] = new[] { "Admin" }, ["tid"] = TestIssuer.Tenant };
        foreach (var each in written.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            claims[each.Split('=')[0]] = each.Split('=')[1];
        }

        return claims;
    }

    private static async Task AssertRefusedAsync(InMemoryGateway gateway, string bearer, string why)
    {
        var answer = await gateway.SendAsync("GET", "/api/servers", bearer: bearer);
        answer.AssertProblem(401);
        Assert.Contains(why, answer.Detail, StringComparison.Ordinal);
    }
}
