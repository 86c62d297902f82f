using System.Text.Json.Nodes;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class StackGrantTests
{
    [Fact]
    public async Task Create_ForTwoServers_ReturnsOneTokenAndAUrlForEach()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();

        var made = await gateway.SendAsync("POST", "/api/grants", StackGrants.Both);

        Assert.Equal((201, "no-store"), (made.Status, made.Headers["Cache-Control"]));
        Assert.Equal(["id", "token", "mcpUrls"], made.Json.AsObject().Select(field => field.Key));
        Assert.Equal($$"""{"bank":"{{gateway.Client.BaseAddress}}mcp/bank","shop":"{{gateway.Client.BaseAddress}}mcp/shop"}""", made.Json["mcpUrls"]?.ToJsonString());
        foreach (var server in new[] { "bank", "shop" })
        {
            Assert.Contains("paid", (await gateway.PayAsync(server, made.Field("token"))).Text, StringComparison.Ordinal);
        }

        var grant = (await gateway.SendAsync("GET", $"/api/grants/{made.Field("id")}")).Json;
        Assert.Equal((null, null), ((string?)grant["server"], (string?)grant["policy"]));
        Assert.Equal("""[{"server":"bank","policy":"main"},{"server":"shop","policy":"main"}]""", grant["access"]?.ToJsonString());
    }

    [Fact]
    public async Task Create_ForOneServer_AnswersLikeTheRouteOfTheServer()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();

        var one = await gateway.SendAsync("POST", "/api/grants", """{"label":"Agent","access":[{"server":"bank","policy":null}],"expiresAt":"2026-11-03T00:00:00Z"}""");
        var ofServer = await gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":null}""");

        Assert.Equal(ofServer.Json.AsObject().Select(field => field.Key), one.Json.AsObject().Select(field => field.Key));
        Assert.Equal(one.Field("mcpUrl"), (string?)one.Json["mcpUrls"]?["bank"]);
        Assert.Equal("bank", (await gateway.SendAsync("GET", $"/api/grants/{one.Field("id")}")).Field("server"));
    }

    [Theory]
    [InlineData("""{"label":"a"}""", "/access: The field is missing. Accepted: a list of 1 to 20 objects with the fields server, policy.")]
    [InlineData("""{"label":"a","access":[]}""", "/access: The value is a list of 0. Accepted: a list of 1 to 20 objects with the fields server, policy.")]
    [InlineData("""{"label":"a","access":{}}""", "/access: The value is an object. Accepted: a list of 1 to 20 objects with the fields server, policy.")]
    [InlineData("""{"label":"a","access":["bank"]}""", "/access/0: The value is a string. Accepted: an object with the fields server, policy.")]
    [InlineData("""{"label":"a","access":[{"server":"bank"}]}""", "/access/0/policy: The field is missing. Accepted: the id of a policy of this server, or null for none (every call is denied then).")]
    [InlineData("""{"label":"a","access":[{"server":"bank","policy":"main"},{"server":"none","policy":null}]}""", "/access/1/server: There is no server 'none'. Accepted: the id of a server.")]
    [InlineData("""{"label":"a","access":[{"server":"A b","policy":null}]}""", "/access/0/server: The value is 'A b'. Accepted: the id of a server, which is 1 to 63 characters of a-z, 0-9 and '-'.")]
    [InlineData("""{"label":"a","access":[{"server":"bank","policy":null},{"server":"bank","policy":"main"}]}""", "/access/1/server: Server 'bank' is listed twice. Accepted: each server once.")]
    [InlineData("""{"label":"a","access":[{"server":"shop","policy":"none"}]}""", "/access/0/policy: Server 'shop' has no policy 'none'. Accepted: the id of one of its policies, or null for none (every call is denied then).")]
    [InlineData("""{"label":"a","access":[{"server":"bank","policy":"main","tools":[]}]}""", "/access/0/tools: The field is unknown. Accepted: server, policy.")]
    public async Task Create_WithAMistake_NamesItAndCreatesNothing(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();

        var answer = await gateway.SendAsync("POST", "/api/grants", body);

        answer.AssertProblem(422);
        Assert.Equal([mistake], answer.Mistakes());
        Assert.Equal("""{"items":[],"cursor":null}""", (await gateway.SendAsync("GET", "/api/grants")).Text);
    }

    [Fact]
    public async Task Create_WithTooManyServers_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var access = string.Join(",", Enumerable.Range(0, 21).Select(number => $$"""{"server":"s{{number}}","policy":null}"""));

        var answer = await gateway.SendAsync("POST", "/api/grants", $$"""{"label":"a","access":[{{access}}]}""");

        Assert.Equal(["/access: The value is a list of 21. Accepted: a list of 1 to 20 objects with the fields server, policy."], answer.Mistakes());
    }

    [Fact]
    public async Task Limits_OfToolsWithOneName_AreCountedForEachServer()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var token = (await gateway.SendAsync("POST", "/api/grants", StackGrants.Both)).Field("token");

        var (bank, shop) = (await gateway.PayAsync("bank", token), await gateway.PayAsync("shop", token));
        var again = await gateway.PayAsync("shop", token);

        Assert.Contains("paid", bank.Text, StringComparison.Ordinal);
        Assert.Contains("paid", shop.Text, StringComparison.Ordinal);
        Assert.Contains("[POLICY DENIED] Limit of 1 per day", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfAGrantForTwoServers_ShowsRequestsAndCountersOfEach()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var made = await gateway.SendAsync("POST", "/api/grants", StackGrants.Both);
        await gateway.PayAsync("shop", made.Field("token"));
        await gateway.SaveUsageAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(2));

        var usage = (await gateway.SendAsync("GET", $"/api/grants/{made.Field("id")}/usage")).Json;

        Assert.Null((string?)usage["server"]);
        Assert.Equal(["bank c 0 0 of 1, resets in 12 h", "shop c 1 1 of 1, resets in 12 h"], usage["counters"]?.AsArray().Select(each => $"{each?["server"]} {each?["counter"]} {each?["used"]} {each?["state"]}"));
        Assert.Equal(["shop pay 1"], usage["lastHour"]?["tools"]?.AsArray().Select(each => $"{each?["server"]} {each?["tool"]} {each?["calls"]}"));
    }

    [Fact]
    public async Task Change_OfTheAccess_AddsAndRemovesServers()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var made = await gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":"main"}""");
        var path = $"/api/grants/{made.Field("id")}";

        var both = await gateway.SendAsync("PATCH", path, """{"access":[{"server":"bank","policy":null},{"server":"shop","policy":"main"}]}""");
        Assert.Equal("""[{"server":"bank","policy":null},{"server":"shop","policy":"main"}]""", both.Json["access"]?.ToJsonString());
        Assert.Contains("paid", (await gateway.PayAsync("shop", made.Field("token"))).Text, StringComparison.Ordinal);
        Assert.Equal(["/policy: The grant reaches 2 servers, each under a policy of its own. Accepted: 'access' instead, with the policy of each server."], (await gateway.SendAsync("PATCH", path, """{"policy":"main"}""")).Mistakes());
        Assert.Equal(["/policy: The field cannot be used together with 'access', which names the policy of each server."], (await gateway.SendAsync("PATCH", path, """{"policy":"main","access":[{"server":"shop","policy":"main"}]}""")).Mistakes());

        var shop = await gateway.SendAsync("PATCH", path, """{"access":[{"server":"shop","policy":"main"}]}""");
        Assert.Equal(("shop", "main", "Agent"), (shop.Field("server"), shop.Field("policy"), shop.Field("label")));
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        var refused = await gateway.PayAsync("bank", made.Field("token"));
        Assert.Equal(403, refused.Status);
        Assert.Equal("This grant reaches server 'shop', not 'bank'.", (string?)refused.Json["error"]?["message"]);
        Assert.Equal("""{"items":[]}""", (await gateway.SendAsync("GET", "/api/servers/bank/grants")).Text);
    }

    [Fact]
    public async Task Rotate_OfAGrantForTwoServers_ReturnsTheUrlOfEach()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var made = await gateway.SendAsync("POST", "/api/grants", StackGrants.Both);

        var rotated = await gateway.SendAsync("POST", $"/api/grants/{made.Field("id")}/rotate");

        Assert.True(JsonNode.DeepEquals(made.Json["mcpUrls"], rotated.Json["mcpUrls"]), rotated.Text);
        Assert.Equal(401, (await gateway.PayAsync("shop", made.Field("token"))).Status);
        Assert.Equal(200, (await gateway.PayAsync("shop", rotated.Field("token"))).Status);
    }

    [Fact]
    public async Task DeleteServer_OfAGrantForTwoServers_CountsOnlyGrantsThatReachItAloneAsRevoked()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var both = (await gateway.SendAsync("POST", "/api/grants", StackGrants.Both)).Field("id");
        await gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":"main"}""");

        var deleted = await gateway.SendAsync("DELETE", "/api/servers/bank");

        Assert.Equal("""{"server":"bank","revokedGrants":1,"narrowedGrants":1}""", deleted.Text);
        var left = (await gateway.SendAsync("GET", $"/api/grants/{both}")).Json;
        Assert.Equal(("live", "shop"), ((string?)left["state"], (string?)left["server"]));
    }

    [Fact]
    public async Task DeletePolicy_ThatAGrantUsesAtOneOfItsServers_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var id = (await gateway.SendAsync("POST", "/api/grants", StackGrants.Both)).Field("id");

        var refused = await gateway.SendAsync("DELETE", "/api/servers/shop/policies/main");

        refused.AssertProblem(409);
        Assert.Contains(id, refused.Detail, StringComparison.Ordinal);
        Assert.Single(await gateway.Grants.ListAsync(Samples.ServerIdOf("shop"), default).ToListAsync());
    }
}
