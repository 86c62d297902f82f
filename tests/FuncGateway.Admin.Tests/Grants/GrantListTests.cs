using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class GrantListTests
{
    [Fact]
    public async Task List_OfAllGrants_IsNewestFirstAndPaged()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        string[] ids = [await CreateAsync(gateway, "bank"), await CreateAsync(gateway, "bank", "shop"), await CreateAsync(gateway, "shop")];

        var first = await gateway.SendAsync("GET", "/api/grants?limit=2");
        var second = await gateway.SendAsync("GET", $"/api/grants?limit=2&cursor={first.Field("cursor")}");

        Assert.Equal([ids[2], ids[1]], Ids(first));
        Assert.Equal([ids[0]], Ids(second));
        Assert.Null((string?)second.Json["cursor"]);
    }

    [Fact]
    public async Task List_OfTheGrantsThatReachAServer_HasNoOthers()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        string[] ids = [await CreateAsync(gateway, "bank"), await CreateAsync(gateway, "bank", "shop"), await CreateAsync(gateway, "shop")];

        var first = await gateway.SendAsync("GET", "/api/grants?server=bank&limit=1");
        var second = await gateway.SendAsync("GET", $"/api/grants?server=bank&limit=1&cursor={first.Field("cursor")}");

        Assert.Equal([ids[1]], Ids(first));
        Assert.Equal([ids[0]], Ids(second));
        Assert.Null((string?)second.Json["cursor"]);
        Assert.Equal("""{"items":[],"cursor":null}""", (await gateway.SendAsync("GET", "/api/grants?server=none")).Text);
    }

    [Fact]
    public async Task List_ShowsTheUseAtAllServersAndThatOfAServerItsOwn()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpStackAsync();
        var token = (await gateway.SendAsync("POST", "/api/grants", StackGrants.Both)).Field("token");
        foreach (var server in new[] { "bank", "shop", "shop" })
        {
            await gateway.PayAsync(server, token);
        }

        await gateway.SaveUsageAsync();

        Assert.Equal("2026-11-02T12:00:00+00:00 3", Describe(await gateway.SendAsync("GET", "/api/grants")));
        Assert.Equal("2026-11-02T12:00:00+00:00 1", Describe(await gateway.SendAsync("GET", "/api/servers/bank/grants")));
        Assert.Equal("2026-11-02T12:00:00+00:00 2", Describe(await gateway.SendAsync("GET", "/api/servers/shop/grants")));
    }

    [Theory]
    [InlineData("server=A b", "The server is 'A b'. Accepted: 1 to 63 characters of a-z, 0-9 and '-', or none for all.")]
    [InlineData("cursor=x", "The cursor is invalid. Accepted: the cursor of the previous page, with the same filter.")]
    [InlineData("limit=201", "The limit is '201'. Accepted: 1 to 200.")]
    [InlineData("state=live", "The query parameter 'state' is unknown. Accepted: server, cursor, limit.")]
    public async Task List_WithAWrongParameter_SaysWhatIsAccepted(string query, string detail)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/grants?{query}");

        answer.AssertProblem(400);
        Assert.Equal(detail, answer.Detail);
    }

    // A second apart, because ids created in the same millisecond are in no order.
    private static async Task<string> CreateAsync(InMemoryGateway gateway, params string[] servers)
    {
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        var access = string.Join(",", servers.Select(server => $$"""{"server":"{{server}}","policy":"main"}"""));
        return (await gateway.SendAsync("POST", "/api/grants", $$"""{"label":"Agent","access":[{{access}}]}""")).Field("id");
    }

    private static IEnumerable<string> Ids(Answer answer) => answer.Json["items"]?.AsArray().Select(item => (string?)item?["id"] ?? "") ?? [];

    private static string Describe(Answer answer) => answer.Json["items"]?.AsArray() is [var item] ? $"{item?["lastUsed"]} {item?["callsLast24Hours"]}" : answer.Text;
}
