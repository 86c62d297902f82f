using System.Text.Json.Nodes;
using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class GrantEndpointsTests
{
    private const string OfJobs = "/api/servers/jobs/grants";

    [Fact]
    public async Task Make_AGrant_ShowsATokenThatWorksAndIsStoredAsAHashOnly()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var made = await gateway.SendAsync("POST", OfJobs, """{"label":"Nightly agent","policy":"seed","expiresAt":"2026-11-02T14:00:00+01:00"}""");

        Assert.Equal((201, "no-store"), (made.Status, made.Headers["Cache-Control"]));
        Assert.Equal($"{gateway.Client.BaseAddress}mcp/jobs", made.Field("mcpUrl"));
        Assert.Equal(["id", "token", "mcpUrl", "mcpUrls"], made.Json.AsObject().Select(field => field.Key));
        Assert.True(GrantToken.TryParse(made.Field("token"), out var token));
        var known = Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, token.Value));
        Assert.Equal(made.Field("id"), known.Caller.Grant.Id.Value);
        var expected = JsonNode.Parse($$"""{"items":[{"id":"{{made.Field("id")}}","server":"jobs","label":"Nightly agent","policy":"seed","access":[{"server":"jobs","policy":"seed"}],"state":"live","createdAt":"2026-11-02T12:00:00+00:00","expiresAt":"2026-11-02T13:00:00+00:00","revokedAt":null,"oldTokenUntil":null,"lastUsed":null,"callsLast24Hours":0}]}""");
        var list = await gateway.SendAsync("GET", OfJobs);
        Assert.True(JsonNode.DeepEquals(expected, list.Json), list.Text);
    }

    [Theory]
    [InlineData("""{"label":"a"}""", "/policy: The field is missing. Accepted: the id of a policy of this server, or null for none (every call is denied then).")]
    [InlineData("""{"label":"a","policy":"none"}""", "/policy: Server 'jobs' has no policy 'none'. Accepted: the id of one of its policies, or null for none (every call is denied then).")]
    [InlineData("""{"label":"a","policy":"A b"}""", "/policy: The value is 'A b'. Accepted: the id of a policy of this server, or null for none (every call is denied then); an id is 1 to 63 characters of a-z, 0-9 and '-'.")]
    [InlineData("""{"label":"a","policy":7}""", "/policy: The value is a number. Accepted: the id of a policy of this server, or null for none (every call is denied then).")]
    [InlineData("""{"label":true,"policy":"seed"}""", "/label: The value is a boolean. Accepted: 1 to 100 characters, none of them a control character.")]
    [InlineData("""{"label":"a","policy":null,"expiresAt":"tomorrow"}""", "/expiresAt: The value is 'tomorrow'. Accepted: a time like '2030-01-31T12:00:00Z', or null.")]
    [InlineData("""{"label":"a","policy":null,"expiresAt":"2030-01-31T12:00:00"}""", "/expiresAt: The value is '2030-01-31T12:00:00'. Accepted: a time like '2030-01-31T12:00:00Z', or null.")]
    [InlineData("""{"label":"a","policy":null,"expiresAt":"2026-11-02T12:00:00Z"}""", "/expiresAt: The time is 2026-11-02T12:00:00Z, which is not after the current time 2026-11-02T12:00:00Z. Accepted: a time in the future, or null.")]
    [InlineData("""{"label":"a","policy":null,"expires":null}""", "/expires: The field is unknown. Accepted: label, policy, expiresAt.")]
    public async Task Make_WithAMistake_NamesItAndMakesNothing(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var answer = await gateway.SendAsync("POST", OfJobs, body);

        answer.AssertProblem(422);
        Assert.Equal([mistake], answer.Mistakes());
        Assert.Equal("""{"items":[]}""", (await gateway.SendAsync("GET", OfJobs)).Text);
    }

    [Fact]
    public async Task Make_BehindAFrontEndThatSpeaksHttps_GivesAnHttpsUrl()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var made = await gateway.SendAsync("POST", OfJobs, """{"label":"a","policy":null}""", headers: [("X-Forwarded-Proto", "https"), ("Host", "gateway.example.com")]);

        Assert.Equal("https://gateway.example.com/mcp/jobs", made.Field("mcpUrl"));
    }

    [Fact]
    public async Task Make_WhileTheServerIsDeleted_LeavesNoLiveGrantBehind()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var (jobs, hold) = (Samples.ServerIdOf("jobs"), new TaskCompletionSource());
        var asked = gateway.Grants.Outage.Asked;
        gateway.Grants.Outage.Held = hold.Task;

        var making = gateway.SendAsync("POST", OfJobs, """{"label":"a","policy":"seed"}""");
        await gateway.Changed.UntilAsync(() => gateway.Grants.Outage.Asked > asked);
        var stored = await gateway.Servers.FindAsync(jobs, default);
        await gateway.Servers.DeleteAsync(jobs, stored?.Version ?? default, default);
        gateway.Grants.Outage.Held = null;
        hold.SetResult();

        (await making).AssertProblem(404);
        var left = await gateway.Grants.ListAsync(jobs, default).SingleAsync();
        Assert.Equal(Samples.Noon, left.Value.RevokedAt);
    }

    [Fact]
    public async Task Change_WhatIsGiven_LeavesTheRest()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var path = $"/api/grants/{(await gateway.MakeGrantAsync())["id"]}";

        var dated = await gateway.SendAsync("PATCH", path, """{"expiresAt":"2026-12-01T00:00:00Z"}""");
        var named = await gateway.SendAsync("PATCH", path, """{"label":"Other","expiresAt":null,"policy":null}""");

        Assert.Equal(("Nightly agent", "seed", "2026-12-01T00:00:00+00:00"), (dated.Field("label"), dated.Field("policy"), dated.Field("expiresAt")));
        Assert.Equal(("Other", null, null), (named.Field("label"), (string?)named.Json["policy"], (string?)named.Json["expiresAt"]));
        Assert.Equal(named.Tag, (await gateway.SendAsync("GET", path)).Tag);
        (await gateway.SendAsync("PATCH", path, """{"label":"Late"}""", headers: ("If-Match", dated.Tag ?? ""))).AssertProblem(412);
        Assert.Equal(["/policy: Server 'jobs' has no policy 'none'. Accepted: the id of one of its policies, or null for none (every call is denied then)."], (await gateway.SendAsync("PATCH", path, """{"policy":"none"}""")).Mistakes());
    }

    [Fact]
    public async Task Change_LabelByAPolicyManager_IsForbiddenAndSaysWhat()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        await gateway.SeedAsync();
        var path = $"/api/grants/{(await gateway.MakeGrantAsync())["id"]}";

        var answer = await gateway.SendAsync("PATCH", path, """{"policy":null,"label":"x"}""", issuer.Sign(gateway.Time.GetUtcNow(), ["PolicyManager"]));

        answer.AssertProblem(403);
        Assert.Equal("Changing label, expiry or access requires one of the roles Admin; yours: PolicyManager.", answer.Detail);
        Assert.Equal("seed", (await gateway.SendAsync("GET", path)).Field("policy"));
    }

    [Fact]
    public async Task Rotate_AGrant_EndsTheOldToken()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();

        var rotated = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate");

        Assert.Equal((201, "no-store"), (rotated.Status, rotated.Headers["Cache-Control"]));
        Assert.Equal((string?)made["id"], rotated.Field("id"));
        Assert.NotEqual((string?)made["token"], rotated.Field("token"));
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, rotated.Field("token")));
    }

    [Fact]
    public async Task Revoke_AGrant_IsForGoodAndMayBeRepeated()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();
        var path = $"/api/grants/{made["id"]}";

        Assert.Equal(204, (await gateway.SendAsync("DELETE", path)).Status);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(204, (await gateway.SendAsync("DELETE", path)).Status);

        Assert.Equal("2026-11-02T12:00:00+00:00", (await gateway.SendAsync("GET", path)).Field("revokedAt"));
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
        var id = (string?)made["id"];
        foreach (var answer in new[] { await gateway.SendAsync("POST", path + "/rotate"), await gateway.SendAsync("PATCH", path, """{"expiresAt":null}""") })
        {
            answer.AssertProblem(409);
            Assert.Equal($"Grant '{id}' was revoked at 2026-11-02T12:00:00Z, which is permanent. Create a new grant instead.", answer.Detail);
        }
    }

    [Fact]
    public async Task State_AfterItsEnd_IsExpired()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.SendAsync("POST", OfJobs, """{"label":"a","policy":"seed","expiresAt":"2026-11-02T13:00:00Z"}""");
        gateway.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("expired", (await gateway.SendAsync("GET", $"/api/grants/{made.Field("id")}")).Field("state"));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("POST", "/rotate")]
    [InlineData("DELETE", "")]
    public async Task UnknownGrant_IsNotFound(string method, string suffix)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var unknown = await gateway.SendAsync(method, $"/api/grants/01arz3ndektsv4rrffq69g5fav{suffix}", method == "PATCH" ? "{}" : null);
        var token = await gateway.SendAsync(method, $"/api/grants/fgw_abcdefgh{suffix}", method == "PATCH" ? "{}" : null);

        unknown.AssertProblem(404);
        Assert.Equal("There is no grant '01arz3ndektsv4rrffq69g5fav'.", unknown.Detail);
        Assert.Equal("'fgw_…' is not a valid grant id. Accepted: 26 characters of a-z and 0-9.", token.Detail);
    }

    private static ValueTask<Identification> IdentifyAsync(InMemoryGateway gateway, string? token)
    {
        var callers = ActivatorUtilities.CreateInstance<CallerDirectory>(gateway.Services);
        return callers.IdentifyAsync($"Bearer {token}", Samples.ServerIdOf("jobs"), default);
    }
}
