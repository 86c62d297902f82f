using System.Globalization;
using FuncGateway.Admin.People;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.SignIn;

public sealed class MeTests
{
    private const string Path = "/api/me";

    [Fact]
    public async Task Me_WithTheAdminKey_HasEveryRightAndNoEnd()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal(
            """{"name":"local admin","roles":["Admin"],"rights":["administer","writePolicies","decideApprovals","see"],"signedInBy":"key","expiresAt":null,"csrf":null}""",
            (await gateway.SendAsync("GET", Path)).Text);
    }

    [Theory]
    [InlineData("PolicyManager", "writePolicies see")]
    [InlineData("Approver", "decideApprovals see")]
    [InlineData("Viewer", "see")]
    [InlineData("", "")]
    public async Task Me_WithAnEntraToken_HasTheRightsOfItsRolesAndItsEnd(string role, string rights)
    {
        await using var entra = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = entra.Configure });
        string[] roles = role.Length == 0 ? [] : [role];

        var me = (await gateway.SendAsync("GET", Path, bearer: entra.Sign(gateway.Time.GetUtcNow(), roles))).Json;

        Assert.Equal(("erin@example.com", "entra", null), ((string?)me["name"], (string?)me["signedInBy"], (string?)me["csrf"]));
        Assert.Equal(roles, me["roles"]?.AsArray().Select(each => (string?)each));
        Assert.Equal(rights, string.Join(' ', me["rights"]?.AsArray().Select(each => (string?)each) ?? []));
        Assert.Equal(Samples.Noon.AddHours(1), DateTimeOffset.Parse((string?)me["expiresAt"] ?? "", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Me_WithASession_HasItsEndAndItsCsrfToken()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var browser = await Browser.SignInAsync(gateway, Role.Approver, Role.PolicyManager);

        var me = (await browser.SendPlainAsync("GET", Path)).Json;

        Assert.Equal(("pat", "session", browser.Csrf), ((string?)me["name"], (string?)me["signedInBy"], (string?)me["csrf"]));
        Assert.Equal("writePolicies decideApprovals see", string.Join(' ', me["rights"]?.AsArray().Select(each => (string?)each) ?? []));
        Assert.Equal(Samples.Noon.AddHours(8), DateTimeOffset.Parse((string?)me["expiresAt"] ?? "", CultureInfo.InvariantCulture));
    }
}
