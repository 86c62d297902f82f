using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.Audit;

public sealed class RefusedRequestsTests
{
    [Theory]
    [InlineData("PUT", "/api/servers/jobs", "putServer jobs", "This call requires one of the roles Admin; yours: Viewer.")]
    [InlineData("GET", "/api/approvals/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1", "getApproval 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1", "This call requires one of the roles Admin, Approver; yours: Viewer.")]
    [InlineData("GET", "/api/audit?stream=admin", "listAudit ", "Reading the admin audit log requires one of the roles Admin; yours: Viewer.")]
    public async Task ARequest_ThatThePersonMayNotMake_IsRecordedWithWhoWhatAndWhy(string method, string path, string what, string why)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });

        (await gateway.SendAsync(method, path, method == "PUT" ? "{}" : null, issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer"]))).AssertProblem(403);

        var entry = Assert.Single(await EntriesAsync(gateway));
        Assert.Equal(("erin@example.com", what, "refused", 403), ((string?)entry?["who"], $"{entry?["action"]} {entry?["target"]}", (string?)entry?["outcome"], (int?)entry?["status"]));
        Assert.Equal(why, (string?)entry?["result"]);
        Assert.Equal(["Viewer"], entry?["roles"]?.AsArray().Select(role => (string?)role));
    }

    [Fact]
    public async Task AChange_ThatAPersonMayMakeOnlyInPart_IsRecordedWithTheReason()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        await gateway.SeedAsync();
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];

        (await gateway.SendAsync("PATCH", $"/api/grants/{grant}", """{"label":"x"}""", issuer.Sign(gateway.Time.GetUtcNow(), ["PolicyManager"]))).AssertProblem(403);

        var entry = (await EntriesAsync(gateway)).Single(each => (string?)each?["outcome"] == "refused");
        Assert.Equal("Changing label, expiry or access requires one of the roles Admin; yours: PolicyManager.", (string?)entry?["result"]);
    }

    [Fact]
    public async Task ARefusal_DoesNotDependOnItsRecord()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        gateway.Audit.Outage.Down = true;

        var answer = await gateway.Time.PassUntilAsync(gateway.SendAsync("PUT", "/api/servers/jobs", "{}", issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer"])));

        answer.AssertProblem(403);
    }

    [Fact]
    public async Task ManyRequests_ThatAPersonMayNotMake_AreRecordedOneByOneUpTo60InAMinuteAndThenCounted()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        var viewer = issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer"]);
        for (var request = 0; request < 63; request++)
        {
            var (method, path, body) = request % 2 == 0 ? ("PUT", "/api/servers/jobs", "{}") : ("GET", "/api/audit?stream=admin", null);
            (await gateway.SendAsync(method, path, body, viewer)).AssertProblem(403);
        }

        (await gateway.SendAsync("PUT", "/api/servers/jobs", "{}", issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer"], name: "otto@example.com"))).AssertProblem(403);
        Assert.Equal(61, (await EntriesAsync(gateway)).Length);
        await gateway.Time.PassAsync(TimeSpan.FromMinutes(2));
        await gateway.Changed.UntilAsync(() => gateway.Audit.Lines.Any(line => line.Contains("furtherRequests", StringComparison.Ordinal)));
        (await gateway.SendAsync("PUT", "/api/servers/jobs", "{}", viewer)).AssertProblem(403);

        var entries = await EntriesAsync(gateway);
        Assert.Equal(63, entries.Length);
        var counted = Assert.Single(entries, entry => entry?["count"] is not null);
        Assert.Equal(("erin@example.com", "furtherRequests", "refused", 3), ((string?)counted?["who"], (string?)counted?["action"], (string?)counted?["outcome"], (int?)counted?["count"]));
        Assert.Equal("putServer", (string?)entries[0]?["action"]);
    }

    [Fact]
    public async Task RequestsWithoutAValidSignIn_AreCountedByMinuteInsteadOfRecorded()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        for (var request = 0; request < 3; request++)
        {
            (await gateway.SendAsync("PUT", "/api/servers/jobs", "{}", bearer: request == 0 ? null : "wrong")).AssertProblem(401);
        }

        Assert.Empty(await EntriesAsync(gateway));
        await gateway.Time.PassAsync(TimeSpan.FromMinutes(2));
        await gateway.Changed.UntilAsync(() => gateway.Audit.Lines.Any(line => line.Contains("signIn", StringComparison.Ordinal)));

        var entry = Assert.Single(await EntriesAsync(gateway));
        Assert.Equal(("(nobody)", "signIn", "unauthenticated", 3), ((string?)entry?["who"], (string?)entry?["action"], (string?)entry?["outcome"], (int?)entry?["count"]));
    }

    [Fact]
    public async Task EntraTokensThatAreRefused_AreCountedInsteadOfRecorded_AndNothingOfThemIsKept()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        var (expires, claims) = (gateway.Time.GetUtcNow().AddHours(1), new Dictionary<string, object> { ["roles"] = new[] { "Admin" }, ["tid"] = TestIssuer.Tenant, ["preferred_username"] = "mallory@example.com" });
        (await gateway.SendAsync("PUT", "/api/servers/jobs", "{}", issuer.Sign(expires, new Dictionary<string, object>(claims) { ["nonce"] = "n" }))).AssertProblem(401);
        (await gateway.SendAsync("PUT", "/api/servers/jobs", "{}", issuer.Sign(expires, new Dictionary<string, object>(claims) { ["scp"] = "access" }, header: new() { ["crit"] = new[] { "exp" } }))).AssertProblem(401);

        await gateway.Time.PassAsync(TimeSpan.FromMinutes(2));
        await gateway.Changed.UntilAsync(() => gateway.Audit.Lines.Any(line => line.Contains("signIn", StringComparison.Ordinal)));

        var entry = Assert.Single(await EntriesAsync(gateway));
        Assert.Equal(("(nobody)", "unauthenticated", 2), ((string?)entry?["who"], (string?)entry?["outcome"], (int?)entry?["count"]));
        Assert.DoesNotContain(gateway.Audit.Lines, line => line.Contains("mallory", StringComparison.Ordinal));
    }

    private static async Task<JsonNode?[]> EntriesAsync(InMemoryGateway gateway) =>
        [.. (await gateway.SendAsync("GET", "/api/audit?stream=admin&limit=200")).Json["items"]?.AsArray() ?? []];
}
