using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.SignIn;

public sealed class SignInWaysTests
{
    private const string Path = "/api/sign-in";
    private const string OtherClient = "77777777-6666-5555-4444-333333333333";

    [Theory]
    [InlineData(true, true, """{"ways":["code","key"],"entra":null}""")]
    [InlineData(true, false, """{"ways":["key"],"entra":null}""")]
    [InlineData(false, true, """{"ways":["code"],"entra":null}""")]
    [InlineData(false, false, """{"ways":[],"entra":null}""")]
    public async Task SignIn_WithoutEntra_TellsTheWaysThatExist(bool hasKey, bool hasSessions, string expected)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = hasKey ? InMemoryGateway.AdminKey : null, HasSessions = hasSessions });

        Assert.Equal(expected, (await gateway.SendAsync("GET", Path, bearer: null)).Text);
    }

    [Theory]
    [InlineData(TestIssuer.Client, null, TestIssuer.Client, $"api://{TestIssuer.Client}/.default")]
    [InlineData(TestIssuer.Client, OtherClient, OtherClient, $"api://{TestIssuer.Client}/.default")]
    [InlineData("api://gateway.example.com", OtherClient, OtherClient, "api://gateway.example.com/.default")]
    public async Task SignIn_WithEntra_TellsWhatABrowserNeeds(string audience, string? client, string expectedClient, string scope)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            AdminKey = null,
            Entra = options => (options.TenantId, options.Audience, options.ClientId) = (TestIssuer.Tenant, audience, client),
        });

        Assert.Equal(
            $$$"""{"ways":["entra"],"entra":{"clientId":"{{{expectedClient}}}","authority":"https://login.microsoftonline.com/{{{TestIssuer.Tenant}}}","scope":"{{{scope}}}"}}""",
            (await gateway.SendAsync("GET", Path, bearer: null)).Text);
    }

    [Theory]
    [InlineData("https://login.example.com/t/v2.0", "https://login.example.com/t")]
    [InlineData("https://login.example.com/t/v2.0/", "https://login.example.com/t")]
    [InlineData("https://login.example.com/t/", "https://login.example.com/t")]
    [InlineData("http://127.0.0.1:5001/t", "http://127.0.0.1:5001/t")]
    public async Task SignIn_WithAnAuthority_TellsItWithoutTheVersion(string authority, string expected)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            Entra = options => (options.TenantId, options.Audience, options.Authority) = (TestIssuer.Tenant, TestIssuer.Client, new Uri(authority)),
        });

        var answer = await gateway.SendAsync("GET", Path, bearer: null);

        Assert.Equal(["key", "entra"], answer.Json["ways"]?.AsArray().Select(way => (string?)way));
        Assert.Equal(expected, (string?)answer.Json["entra"]?["authority"]);
    }

    [Fact]
    public async Task SignIn_WithAnAppIdUriAndNoClientId_DoesNotOfferEntra()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = options => (options.TenantId, options.Audience) = (TestIssuer.Tenant, "api://gateway.example.com") });

        Assert.Equal("""{"ways":["key"],"entra":null}""", (await gateway.SendAsync("GET", Path, bearer: null)).Text);
    }
}
