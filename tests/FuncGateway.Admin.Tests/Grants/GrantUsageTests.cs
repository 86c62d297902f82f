using System.Text.Json.Nodes;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class GrantUsageTests
{
    private const string Policy = """{"version":"1","default":"allow","tools":{"pay":{"limits":[{"counter":"c","window":"day","max":5},{"counter":"all","window":"minute","max":100,"scope":"server"}]}}}""";

    [Fact]
    public async Task Usage_OfAGrant_ShowsItsRequestsAndTheStateOfItsCounters()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(Policy));
        await gateway.SaveUsageAsync();
        var id = await GrantAsync(gateway);

        var usage = await gateway.SendAsync("GET", $"/api/grants/{id}/usage");

        Assert.Equal((200, id, "bank", "2026-11-02T12:00:00+00:00"), (usage.Status, usage.Field("grant"), usage.Field("server"), usage.Field("lastUsed")));
        var period = JsonNode.Parse("""{"from":"2026-11-02T11:00:00+00:00","calls":1,"verdicts":{"allow":1,"deny":0,"hold":0,"limited":0,"hidden":0,"unknown":0},"tools":[{"server":"bank","tool":"pay","method":null,"rule":null,"calls":1,"verdicts":{"allow":1,"deny":0,"hold":0,"limited":0,"hidden":0,"unknown":0},"lastUsed":"2026-11-02T12:00:00+00:00"}]}""");
        Assert.True(JsonNode.DeepEquals(period, usage.Json["lastHour"]), usage.Text);
        Assert.Equal((1, 1), ((int?)usage.Json["last24Hours"]?["calls"], (int?)usage.Json["last7Days"]?["calls"]));
        Assert.Equal(
            ["c /tools/pay/limits/c grant day 5 2026-11-03T00:00:00+00:00", "all /tools/pay/limits/all server minute 100 2026-11-02T12:01:00+00:00"],
            usage.Json["counters"]?.AsArray().Select(each => $"{each?["counter"]} {each?["rule"]} {each?["scope"]} {each?["window"]} {each?["max"]} {each?["resetsAt"]}"));
        Assert.All(usage.Json["counters"]?.AsArray() ?? [], each =>
        {
            var used = (decimal?)each?["used"] ?? 0;
            Assert.InRange(used, 1, (decimal?)each?["max"] ?? 0);
            Assert.Equal((decimal?)each?["max"] - used, (decimal?)each?["remaining"]);
        });
    }

    [Fact]
    public async Task Usage_OfAGrantWithoutAPolicyThatWasNeverUsed_IsEmpty()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.SendAsync("POST", "/api/servers/jobs/grants", """{"label":"a","policy":null}""");

        var usage = await gateway.SendAsync("GET", $"/api/grants/{made.Field("id")}/usage");

        Assert.Equal((200, null, 0, 0), (usage.Status, (string?)usage.Json["lastUsed"], (int?)usage.Json["last7Days"]?["calls"], usage.Json["counters"]?.AsArray().Count));
    }

    [Fact]
    public async Task Usage_OfAGrantThatDoesNotExist_IsA404()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await gateway.SendAsync("GET", "/api/grants/01arz3ndektsv4rrffq69g5fav/usage")).AssertProblem(404);
    }

    [Fact]
    public async Task Usage_WhenTheStoreIsDown_IsA503()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpPaymentsAsync(Policy);
        var id = await GrantAsync(gateway);
        gateway.Usage.Outage.Down = true;

        (await gateway.SendAsync("GET", $"/api/grants/{id}/usage")).AssertProblem(503);
    }

    [Fact]
    public async Task Lists_OfServersAndGrants_ShowLastUseAndCallsOfTheLast24Hours()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(Policy));
        await gateway.MintAsync();
        await gateway.SaveUsageAsync();

        var grants = (await gateway.SendAsync("GET", "/api/servers/bank/grants")).Json["items"]?.AsArray() ?? [];
        Assert.Equal(["2026-11-02T12:00:00+00:00 1", " 0"], grants.Select(Describe).OrderDescending());
        Assert.Equal("2026-11-02T12:00:00+00:00 1", Describe((await gateway.SendAsync("GET", "/api/servers")).Json["items"]?[0]));

        gateway.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("2026-11-02T12:00:00+00:00 0", Describe((await gateway.SendAsync("GET", "/api/servers")).Json["items"]?[0]));
    }

    private static string Describe(JsonNode? item) => $"{item?["lastUsed"]} {item?["callsLast24Hours"]}";

    private static async Task<string> GrantAsync(InMemoryGateway gateway) =>
        (await gateway.Grants.ListAsync(Samples.ServerIdOf("bank"), default).SingleAsync()).Value.Id.Value;
}
