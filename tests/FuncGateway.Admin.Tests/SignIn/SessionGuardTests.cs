using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.SignIn;

/// <summary>What a page of another site can have a browser send.</summary>
public sealed class SessionGuardTests
{
    private const string Server = """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{}}""";

    [Theory]
    [InlineData("PUT", "/api/servers/jobs", Server)]
    [InlineData("POST", "/api/policies/check", """{"policy":{}}""")]
    [InlineData("POST", "/api/freeze", null)]
    [InlineData("DELETE", "/api/session", null)]
    public async Task Request_ThatIsNoGet_NeedsTheTokenOfTheSession(string method, string path, string? body)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var (browser, other) = (await Browser.SignInAsync(gateway, Role.Admin), await Browser.SignInAsync(gateway, Role.Admin));

        foreach (var headers in new (string, string)[][] { [], [(Browser.CsrfHeader, other.Csrf)], [(Browser.CsrfHeader, "")] })
        {
            var answer = await browser.SendPlainAsync(method, path, body, headers);
            answer.AssertProblem(403);
            Assert.Equal("The header X-FuncGateway-Csrf is missing or is not that of the session. Accepted: the 'csrf' that /api/me returns.", answer.Detail);
        }

        Assert.InRange((await browser.SendAsync(method, path, body)).Status, 200, 204);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.com", "Origin is 'https://evil.example.com'")]
    [InlineData("Origin", "null", "Origin is 'null'")]
    [InlineData("Origin", "http://127.0.0.1:1", "Origin is 'http://127.0.0.1:1'")]
    [InlineData("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Site says so")]
    [InlineData("Sec-Fetch-Site", "same-site", "Sec-Fetch-Site says so")]
    public async Task Request_OfAPageOfAnotherSite_IsRefusedWhateverItIs(string header, string value, string why)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var browser = await Browser.SignInAsync(gateway, Role.Admin);

        foreach (var method in new[] { "GET", "PUT" })
        {
            var answer = await browser.SendPlainAsync(method, "/api/servers/jobs", method == "PUT" ? Server : null, (header, value), (Browser.CsrfHeader, browser.Csrf));
            answer.AssertProblem(403);
            Assert.Contains(why, answer.Detail, StringComparison.Ordinal);
        }

        var code = gateway.Services.GetRequiredService<SessionRegister>().NewCode();
        (await Browser.StartSessionAsync(gateway, "code", code, [(header, value)])).AssertProblem(403);
        Assert.Equal(201, (await Browser.StartSessionAsync(gateway, "code", code)).Status);
    }

    [Theory]
    [InlineData("Origin", null)]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task Request_OfTheGatewaysOwnPage_IsAnswered(string header, string? value)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var browser = await Browser.SignInAsync(gateway, Role.Admin);
        var own = gateway.Client.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "";

        Assert.Equal(201, (await browser.SendPlainAsync("PUT", "/api/servers/jobs", Server, (header, value ?? own), (Browser.CsrfHeader, browser.Csrf))).Status);
    }

    [Fact]
    public async Task Request_WithAnAuthorizationHeader_IsNeverJudgedByItsCookie()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var browser = await Browser.SignInAsync(gateway, Role.Viewer);

        (await browser.SendPlainAsync("GET", "/api/servers", null, ("Authorization", "Bearer wrong"))).AssertProblem(401);
        (await browser.SendPlainAsync("GET", "/api/servers", null, ("Authorization", "Basic dGVzdA=="))).AssertProblem(401);
        Assert.Equal(201, (await browser.SendPlainAsync("PUT", "/api/servers/jobs", Server, ("Authorization", $"Bearer {InMemoryGateway.AdminKey}"), ("Origin", "https://elsewhere.example.com"))).Status);
    }

    [Fact]
    public async Task Session_HasTheRightsOfItsPersonOnly()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var (viewer, nobody) = (await Browser.SignInAsync(gateway, Role.Viewer), await Browser.SignInAsync(gateway));

        Assert.Equal(200, (await viewer.SendPlainAsync("GET", "/api/servers")).Status);
        Assert.Equal("This call requires one of the roles Admin; yours: Viewer.", (await viewer.SendAsync("PUT", "/api/servers/jobs", Server)).Detail);
        Assert.Equal("This call requires one of the roles Admin, PolicyManager, Approver, Viewer; yours: none.", (await nobody.SendPlainAsync("GET", "/api/servers")).Detail);
        Assert.Equal(200, (await nobody.SendPlainAsync("GET", "/api/me")).Status);
    }

    [Fact]
    public async Task AgentsEndpoint_NeverAcceptsTheCookie()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        await gateway.SeedAsync();
        var browser = await Browser.SignInAsync(gateway, Role.Admin);
        const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

        foreach (var path in new[] { "/mcp/jobs", "/servers/jobs/mcp" })
        {
            Assert.Equal(401, (await browser.SendAsync("POST", path, List)).Status);
            Assert.Equal(401, (await browser.SendPlainAsync("POST", path, List, (Browser.CsrfHeader, browser.Csrf), ("Authorization", $"Bearer {browser.Cookie.Split('=')[1]}"))).Status);
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Refusal_ForLackOfTheToken_IsInTheAudit()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessions = true });
        var browser = await Browser.SignInAsync(gateway, Role.Admin);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await browser.SendPlainAsync("PUT", "/api/servers/jobs", Server);

        var newest = (await gateway.SendAsync("GET", "/api/audit?stream=admin&limit=1")).Json["items"]?[0];

        Assert.Equal("putServer pat refused 403", $"{newest?["action"]} {newest?["who"]} {newest?["outcome"]} {newest?["status"]}");
    }
}
