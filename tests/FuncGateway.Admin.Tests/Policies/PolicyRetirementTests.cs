using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

/// <summary>A policy that is retired, by itself or with its server.</summary>
public sealed class PolicyRetirementTests
{
    private const string Seed = "/api/servers/jobs/policies/seed";
    private const string Allow = """{"version":"1","default":"allow"}""";

    [Fact]
    public async Task Delete_OfAPolicy_UnlistsItAndKeepsItsRevisions()
    {
        await using var gateway = await SeededAsync();

        var retired = await gateway.SendAsync("DELETE", Seed);

        Assert.Equal((200, """{"policy":"seed","revision":1}"""), (retired.Status, retired.Text));
        Assert.Equal("""{"items":[]}""", (await gateway.SendAsync("GET", "/api/servers/jobs/policies")).Text);
        Assert.Equal(404, (await gateway.SendAsync("GET", Seed)).Status);
        Assert.Equal(404, (await gateway.SendAsync("DELETE", Seed)).Status);
        Assert.Equal(1, (int?)(await gateway.SendAsync("GET", Seed + "/revisions/1")).Json["revision"]);
        Assert.Single((await gateway.SendAsync("GET", Seed + "/revisions")).Json["items"]?.AsArray() ?? []);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(422, (await gateway.SendAsync("POST", "/api/servers/jobs/grants", """{"label":"x","policy":"seed"}""")).Status);
    }

    [Fact]
    public async Task Delete_OfAPolicyThatLiveGrantsUse_IsRefusedAndNamesThem()
    {
        await using var gateway = await SeededAsync();
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];

        var refused = await gateway.SendAsync("DELETE", Seed);

        refused.AssertProblem(409);
        Assert.Contains($"1 live grant: {grant}.", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(200, (await gateway.SendAsync("GET", Seed)).Status);
        await gateway.SendAsync("DELETE", $"/api/grants/{grant}");
        Assert.Equal(200, (await gateway.SendAsync("DELETE", Seed)).Status);
    }

    [Fact]
    public async Task Delete_WithAnOldTag_ChangesNothing()
    {
        await using var gateway = await SeededAsync();
        await gateway.SendAsync("PUT", Seed, Allow);

        (await gateway.SendAsync("DELETE", Seed, headers: ("If-Match", "\"r1\""))).AssertProblem(412);
        Assert.Equal("\"r2\"", (await gateway.SendAsync("GET", Seed)).Tag);
        Assert.Equal(200, (await gateway.SendAsync("DELETE", Seed, headers: ("If-Match", "\"r2\""))).Status);
    }

    [Theory]
    [InlineData("PUT", Seed)]
    [InlineData("POST", Seed + "/revisions/1/restore")]
    public async Task Publication_OfARetiredPolicy_GoesOnWithItsNumbers(string method, string path)
    {
        await using var gateway = await SeededAsync();
        await gateway.SendAsync("DELETE", Seed);

        var published = await gateway.SendAsync(method, path, method == "PUT" ? Allow : null);

        Assert.Equal((201, "\"r2\""), (published.Status, published.Tag));
        Assert.Equal("\"r2\"", (await gateway.SendAsync("GET", Seed)).Tag);
    }

    [Fact]
    public async Task Server_CreatedAgain_HasNoneOfItsOldPolicies()
    {
        await using var gateway = await SeededAsync();
        Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/servers/jobs")).Status);

        Assert.Equal(201, (await gateway.SendAsync("PUT", "/api/servers/jobs", """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp"}""")).Status);

        Assert.Equal("""{"items":[]}""", (await gateway.SendAsync("GET", "/api/servers/jobs/policies")).Text);
        Assert.Equal(422, (await gateway.SendAsync("POST", "/api/servers/jobs/grants", """{"label":"x","policy":"seed"}""")).Status);
        Assert.Equal("\"r2\"", (await gateway.SendAsync("PUT", Seed, Allow)).Tag);
    }

    [Fact]
    public async Task Publication_WhileTheServerIsRemoved_LeavesNoPolicyInForce()
    {
        await using var gateway = await SeededAsync();
        var held = new TaskCompletionSource();
        gateway.Policies.Outage.Held = held.Task;
        var asked = gateway.Policies.Outage.Asked;
        var put = gateway.SendAsync("PUT", Seed, Allow);
        await gateway.Changed.UntilAsync(() => gateway.Policies.Outage.Asked > asked);
        var server = (await gateway.Servers.ListAsync(default).ToListAsync()).Single();
        Assert.Equal(Core.SaveResult.Saved, await gateway.Servers.DeleteAsync(server.Value.Id, server.Version, default));

        gateway.Policies.Outage.Held = null;
        held.SetResult();

        Assert.Equal(404, (await put).Status);
        Assert.Equal(0, await gateway.Policies.ListAsync(server.Value.Id, default).CountAsync());
    }

    [Fact]
    public async Task Retirement_IsRecorded()
    {
        await using var gateway = await SeededAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.SendAsync("DELETE", Seed);

        var entry = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?[0];

        Assert.Equal("retirePolicy jobs/seed done revision 1 retired", $"{entry?["action"]} {entry?["target"]} {entry?["outcome"]} {entry?["result"]}");
    }

    private static async Task<InMemoryGateway> SeededAsync()
    {
        var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        return gateway;
    }
}
