using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.SignIn;

public sealed class SessionTests
{
    private const string Refusal =
        "The code or key was not accepted. Codes work once, for 10 minutes. Open the newest link that the gateway has printed, or use the admin key: what it prints at its start says where the key is.";

    [Fact]
    public async Task Start_WithACode_SetsACookieThatOnlyTheBrowserReads()
    {
        await using var gateway = await StartAsync();

        var answer = await Browser.StartSessionAsync(gateway, "code", NewCode(gateway));

        Assert.Equal(201, answer.Status);
        Assert.Equal(["csrf", "expiresAt"], answer.Json.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        var cookie = answer.Headers["Set-Cookie"].Split("; ");
        Assert.Matches("^fgw_session_[0-9]+=[A-Za-z0-9_-]{43}$", cookie[0]);
        Assert.Equal(["httponly", "max-age=28800", "path=/", "samesite=strict"], cookie[1..].Order(StringComparer.Ordinal));
        Assert.DoesNotContain(cookie[0].Split('=')[1], answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OverHttps_KeepsTheCookieToHttps()
    {
        await using var gateway = await StartAsync();

        var answer = await Browser.StartSessionAsync(gateway, "code", NewCode(gateway), ("X-Forwarded-Proto", "https"));

        Assert.Contains("; secure", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithTheAdminKey_SignsItsOwnerIn()
    {
        await using var gateway = await StartAsync();

        var cookie = Browser.CookieOf(await Browser.StartSessionAsync(gateway, "key", InMemoryGateway.AdminKey));

        Assert.Equal("local admin", (await gateway.SendAsync("GET", "/api/me", bearer: null, headers: ("Cookie", cookie))).Field("name"));
    }

    [Fact]
    public async Task MakeCode_WithTheAdminKey_SignsItsOwnerInOnceAndIsAudited()
    {
        await using var gateway = await StartAsync();

        var made = await gateway.SendAsync("POST", "/api/session/codes");
        var cookie = Browser.CookieOf(await Browser.StartSessionAsync(gateway, "code", made.Field("code")));

        Assert.Equal(201, made.Status);
        Assert.Equal("local admin", (await gateway.SendAsync("GET", "/api/me", bearer: null, headers: ("Cookie", cookie))).Field("name"));
        Assert.Equal(401, (await Browser.StartSessionAsync(gateway, "code", made.Field("code"))).Status);
        var entries = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Text;
        Assert.Contains("makeSignInCode", entries, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Field("code"), entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeCode_WithASession_IsRefused()
    {
        await using var gateway = await StartAsync();
        var session = await Browser.StartSessionAsync(gateway, "code", NewCode(gateway));

        var refused = await gateway.SendAsync("POST", "/api/session/codes", bearer: null, headers: [("Cookie", Browser.CookieOf(session)), ("X-FuncGateway-Csrf", session.Field("csrf"))]);

        Assert.Equal((409, "The request is authenticated by a session, which has the console already. Accepted: a bearer token."), (refused.Status, refused.Detail));
    }

    [Fact]
    public async Task MakeCode_WithoutSessions_IsNotFound()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal(404, (await gateway.SendAsync("POST", "/api/session/codes")).Status);
    }

    [Fact]
    public async Task Start_WithACodeUsedByManyAtOnce_SucceedsOnce()
    {
        await using var gateway = await StartAsync();
        var code = NewCode(gateway);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Browser.StartSessionAsync(gateway, "code", code)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal((401, Refusal), (answer.Status, answer.Detail)));
    }

    [Theory]
    [InlineData(599, 201)]
    [InlineData(600, 401)]
    public async Task Start_AtTheEndOfTheCodesTime_IsRefused(int seconds, int status)
    {
        await using var gateway = await StartAsync();
        var code = NewCode(gateway);
        gateway.Time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await Browser.StartSessionAsync(gateway, "code", code)).Status);
    }

    [Theory]
    [InlineData("code", "kJ1RrqvX0S9l3k0yQ6l5mQ0m7c1yW7F7k8b0iT2oVJk")]
    [InlineData("code", InMemoryGateway.AdminKey)]
    [InlineData("key", InMemoryGateway.AdminKey + "0")]
    public async Task Start_WithSomethingElse_IsRefusedWithoutACookie(string kind, string value)
    {
        await using var gateway = await StartAsync();

        var answer = await Browser.StartSessionAsync(gateway, kind, value);

        answer.AssertProblem(401);
        Assert.Equal(Refusal, answer.Detail);
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Theory]
    [InlineData("{}", 422, "The body has 1 mistake.")]
    [InlineData("""{"code":"a","key":"b"}""", 422, "The body has 1 mistake.")]
    [InlineData("""{"code":7}""", 422, "The body has 1 mistake.")]
    [InlineData("""{"code":"a","remember":true}""", 422, "The body has 1 mistake.")]
    [InlineData("[]", 400, "The body is a list. Accepted: a JSON object.")]
    public async Task Start_WithAnUnacceptableBody_SaysWhy(string body, int status, string detail)
    {
        await using var gateway = await StartAsync();

        var answer = await gateway.SendAsync("POST", "/api/session", body, bearer: null);

        answer.AssertProblem(status);
        Assert.Equal(detail, answer.Detail);
    }

    [Fact]
    public async Task Start_AfterTooManyFailedTries_IsRefusedUntilTheNextMinute()
    {
        await using var gateway = await StartAsync();
        await Browser.SignInAsync(gateway, Role.Viewer);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.Equal(401, (await Browser.StartSessionAsync(gateway, "key", $"wrong-{attempt}")).Status);
        }

        var answer = await Browser.StartSessionAsync(gateway, "key", InMemoryGateway.AdminKey);
        answer.AssertProblem(429);
        Assert.Equal("There were 20 failed tries to sign in with the admin key within a minute. Try again in 60 s, or with a code.", answer.Detail);
        Assert.Equal("60", answer.Headers["Retry-After"]);
        Assert.Equal(201, (await Browser.StartSessionAsync(gateway, "code", NewCode(gateway))).Status);
        gateway.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(201, (await Browser.StartSessionAsync(gateway, "key", InMemoryGateway.AdminKey)).Status);
    }

    [Theory]
    [InlineData(8 * 3600 - 1, 200)]
    [InlineData(8 * 3600, 401)]
    public async Task Session_AfterEightHours_HasEnded(int seconds, int status)
    {
        await using var gateway = await StartAsync();
        var browser = await Browser.SignInAsync(gateway, Role.Viewer);
        gateway.Time.Advance(TimeSpan.FromSeconds(seconds));

        var answer = await browser.SendPlainAsync("GET", "/api/servers");

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Detail == "The session has ended or is unknown. Sign in again.", answer.Text);
    }

    [Fact]
    public async Task Start_OfAnotherSession_EndsTheEarlierOneOfTheBrowser()
    {
        await using var gateway = await StartAsync();
        var browser = await Browser.SignInAsync(gateway, Role.Viewer);

        var again = await Browser.StartSessionAsync(gateway, "code", NewCode(gateway), ("Cookie", browser.Cookie));

        Assert.Equal(201, again.Status);
        Assert.Equal(401, (await browser.SendPlainAsync("GET", "/api/servers")).Status);
    }

    [Fact]
    public async Task Start_ThatIsRefused_DoesNotEndTheEarlierSessionOfTheBrowser()
    {
        await using var gateway = await StartAsync();
        var browser = await Browser.SignInAsync(gateway, Role.Viewer);

        var again = await Browser.StartSessionAsync(gateway, "code", "wrong", ("Cookie", browser.Cookie));

        Assert.Equal(401, again.Status);
        Assert.Equal(200, (await browser.SendPlainAsync("GET", "/api/servers")).Status);
    }

    [Fact]
    public async Task Start_AfterManyWrongCodes_IsStillPossible()
    {
        await using var gateway = await StartAsync();
        for (var attempt = 0; attempt < 30; attempt++)
        {
            Assert.Equal(401, (await Browser.StartSessionAsync(gateway, "code", $"wrong-{attempt}")).Status);
        }

        Assert.Equal(201, (await Browser.StartSessionAsync(gateway, "key", InMemoryGateway.AdminKey)).Status);
    }

    [Fact]
    public async Task End_OfASession_EndsThisOneAndNoOther()
    {
        await using var gateway = await StartAsync();
        var (browser, other) = (await Browser.SignInAsync(gateway, Role.Viewer), await Browser.SignInAsync(gateway, Role.Viewer));

        var answer = await browser.SendAsync("DELETE", "/api/session");

        Assert.Equal(204, answer.Status);
        Assert.Matches("fgw_session_[0-9]+=; max-age=0", answer.Headers["Set-Cookie"]);
        (await browser.SendPlainAsync("GET", "/api/me")).AssertProblem(401);
        Assert.Equal(200, (await other.SendPlainAsync("GET", "/api/me")).Status);
    }

    [Fact]
    public async Task End_WithABearerToken_IsRefused()
    {
        await using var gateway = await StartAsync();
        (await gateway.SendAsync("DELETE", "/api/session")).AssertProblem(409);
    }

    [Fact]
    public async Task Session_WhereTheHostHasNone_IsNotFound()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await Browser.StartSessionAsync(gateway, "key", InMemoryGateway.AdminKey)).AssertProblem(404);
        (await gateway.SendAsync("DELETE", "/api/session")).AssertProblem(404);
        (await gateway.SendAsync("GET", "/api/me", bearer: null, headers: ("Cookie", $"fgw_session_{gateway.Client.BaseAddress?.Port}=abc"))).AssertProblem(401);
    }

    [Fact]
    public async Task Session_StartedAndEnded_IsInTheAuditWithItsPerson()
    {
        await using var gateway = await StartAsync();
        var browser = await Browser.SignInAsync(gateway, Role.Approver);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await browser.SendAsync("DELETE", "/api/session");
        await Browser.StartSessionAsync(gateway, "code", "wrong");

        var entries = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?.AsArray();

        Assert.Equal(["endSession pat done 204", "startSession pat done 201"], entries?.Select(entry => $"{entry?["action"]} {entry?["who"]} {entry?["outcome"]} {entry?["status"]}"));
    }

    [Fact]
    public async Task Session_WhenThereAreTooMany_EndsTheOldest()
    {
        await using var gateway = await StartAsync();
        var sessions = gateway.Services.GetRequiredService<SessionRegister>();
        var oldest = sessions.Start(new Person("first", []));
        var next = sessions.Start(new Person("second", []));

        for (var count = 2; count < SessionRegister.Max + 1; count++)
        {
            sessions.Start(new Person("more", []));
        }

        Assert.Null(sessions.Find(oldest.Token));
        Assert.Equal(next.Session, sessions.Find(next.Token));
    }

    private static Task<InMemoryGateway> StartAsync() => InMemoryGateway.StartAsync(new() { HasSessions = true });

    private static string NewCode(InMemoryGateway gateway) => gateway.Services.GetRequiredService<SessionRegister>().NewCode();
}
