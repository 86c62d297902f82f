using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Admin.Tests.Overview;

public sealed class OverviewTests
{
    private const string Path = "/api/overview";
    private const string Limited = """{"version":"1","default":"allow","tools":{"pay":{"limits":[{"counter":"c","window":"day","max":3},{"counter":"all","window":"minute","max":100,"scope":"server"}]}}}""";

    [Fact]
    public async Task Overview_OfANewGateway_IsEmptyAndComplete()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var overview = (await gateway.SendAsync("GET", Path)).Json.AsObject();

        Assert.Equal(
            ["at", "hours", "lastHour", "last24Hours", "pendingApprovals", "deniedRules", "nearLimits", "servers", "audit", "frozen", "isFirstRun", "steps"],
            overview.Select(field => field.Key));
        Assert.Equal(25, overview["hours"]?.AsArray().Count);
        Assert.Equal("2026-11-01T12:00:00+00:00", (string?)overview["hours"]?[0]?["from"]);
        Assert.Equal("2026-11-02T12:00:00+00:00", (string?)overview["hours"]?[24]?["from"]);
        Assert.Equal("""{"allow":0,"deny":0,"hold":0,"limited":0,"hidden":0,"unknown":0}""", overview["last24Hours"]?.ToJsonString());
        Assert.Equal((0, 0, 0), (overview["deniedRules"]?.AsArray().Count, overview["nearLimits"]?.AsArray().Count, overview["servers"]?.AsArray().Count));
        Assert.Equal((null, null, 0), (overview["audit"], overview["frozen"], (int?)overview["pendingApprovals"]));
        Assert.True((bool?)overview["isFirstRun"]);
        Assert.Equal("""{"server":false,"scanned":false,"policy":false,"grant":false,"called":false}""", overview["steps"]?.ToJsonString());
    }

    [Fact]
    public async Task Steps_OnTheWayToTheFirstCall_TickOneAfterTheOther()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Upstream.Otherwise = _ => Reply.Json(Payments.Result);
        async Task<string> TakenAsync()
        {
            var steps = (await gateway.SendAsync("GET", Path)).Json["steps"]?.AsObject() ?? [];
            return string.Join(' ', steps.Where(step => (bool?)step.Value == true).Select(step => step.Key));
        }

        await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}"}""");
        Assert.Equal("server", await TakenAsync());
        Assert.Equal(201, (await gateway.SendAsync("POST", "/api/servers/bank/scan")).Status);
        Assert.Equal("server scanned", await TakenAsync());
        await gateway.PublishAsync(Limited);
        Assert.Equal("server scanned policy", await TakenAsync());
        var token = await gateway.MintAsync();
        Assert.Equal("server scanned policy grant", await TakenAsync());
        await gateway.CallAsync(token);
        await gateway.SaveUsageAsync();

        Assert.Equal("server scanned policy grant called", await TakenAsync());
        Assert.False((bool?)(await gateway.SendAsync("GET", Path)).Json["isFirstRun"]);
        gateway.Time.Advance(TimeSpan.FromDays(6));
        Assert.False((bool?)(await gateway.SendAsync("GET", Path)).Json["isFirstRun"]);
        gateway.Time.Advance(TimeSpan.FromDays(2));
        Assert.True((bool?)(await gateway.SendAsync("GET", Path)).Json["isFirstRun"]);
    }

    [Fact]
    public async Task Hours_OfSeveralInstances_AreAddedUpWhereTheyBelong()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await SaveAsync(gateway, Samples.Noon, "a", Count("g1", "pay", new(1, 2, 3, 4, 5, 1)));
        await SaveAsync(gateway, Samples.Noon, "b", Count("g2", "pay", new(10, 0, 0, 0, 0)));
        await SaveAsync(gateway, Samples.Noon.AddHours(-1), "a", Count("g1", "pay", new(100, 0, 0, 0, 0)));
        await SaveAsync(gateway, Samples.Noon.AddHours(-24), "a", Count("g1", "pay", new(1_000, 0, 0, 0, 0)));
        await SaveAsync(gateway, Samples.Noon.AddHours(-25), "a", Count("g1", "pay", new(10_000, 0, 0, 0, 0)));

        var overview = (await gateway.SendAsync("GET", Path)).Json;

        Assert.Equal("""{"allow":111,"deny":2,"hold":3,"limited":4,"hidden":5,"unknown":1}""", overview["lastHour"]?.ToJsonString());
        Assert.Equal("""{"allow":1111,"deny":2,"hold":3,"limited":4,"hidden":5,"unknown":1}""", overview["last24Hours"]?.ToJsonString());
        AssertJson("""{"from":"2026-11-02T12:00:00+00:00","allow":11,"deny":2,"hold":3,"limited":4,"hidden":5,"unknown":1}""", overview["hours"]?[24]);
        Assert.Equal(100, (int?)overview["hours"]?[23]?["allow"]);
        Assert.Equal(1_000, (int?)overview["hours"]?[0]?["allow"]);
    }

    [Fact]
    public async Task DeniedRules_AreTheTenWithMostRefusedRequestsOfAllGrants()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var rules = Enumerable.Range(1, 12).Select(number => Count("g1", $"tool-{number:00}", new(50, number, 0, number, number)));
        await SaveAsync(gateway, Samples.Noon, "a", [.. rules, Count("g2", "tool-01", new(0, 100, 0, 0, 0)), Count("g1", "held", new(0, 0, 500, 0, 0))]);

        var denied = (await gateway.SendAsync("GET", Path)).Json["deniedRules"]?.AsArray() ?? [];

        Assert.Equal("""{"server":"jobs","tool":"tool-01","method":null,"rule":"/tools/tool-01","calls":103}""", denied[0]?.ToJsonString());
        Assert.Equal(["tool-01", "tool-12", "tool-11", "tool-10", "tool-09", "tool-08", "tool-07", "tool-06", "tool-05", "tool-04"], denied.Select(rule => (string?)rule?["tool"]));
    }

    [Fact]
    public async Task NearLimits_AreTheCountersInUseOfGrantsUsedInTheLastHour()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var (token, _) = (await gateway.SetUpPaymentsAsync(Limited), await gateway.MintAsync());
        await gateway.CallAsync(token);
        await gateway.CallAsync(token);
        await gateway.SaveUsageAsync();

        var near = (await gateway.SendAsync("GET", Path)).Json["nearLimits"]?.AsArray() ?? [];

        Assert.Equal(["c grant day 3", "all server minute 100"], near.Select(limit => $"{limit?["counter"]} {limit?["scope"]} {limit?["window"]} {limit?["max"]}"));
        Assert.Equal(("bank", "Agent", "2026-11-03T00:00:00+00:00"), ((string?)near[0]?["server"], (string?)near[0]?["label"], (string?)near[0]?["resetsAt"]));
        Assert.InRange((decimal?)near[0]?["used"] ?? 0, 2, 3);
        Assert.Equal((decimal?)near[0]?["max"] - (decimal?)near[0]?["used"], (decimal?)near[0]?["remaining"]);
        Assert.EndsWith(" of 3, resets in 12 h", (string?)near[0]?["state"], StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty((await gateway.SendAsync("GET", Path)).Json["nearLimits"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task NearLimits_WhenCountersCannotBeRead_AreNullAndTheRestIsShown()
    {
        var fate = Fate.Prompt;
        await using var gateway = await InMemoryGateway.StartAsync(new() { CounterFate = () => fate });
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(Limited));
        await gateway.SaveUsageAsync();
        fate = Fate.Broken;

        var overview = await gateway.SendAsync("GET", Path);

        Assert.Equal((200, null, 1), (overview.Status, overview.Json["nearLimits"], (int?)overview.Json["lastHour"]?["allow"]));
    }

    [Fact]
    public async Task Servers_AreThoseWithChangesOrThatDoNotAnswer()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        gateway.Scanner.Finds("""{"name":"a"}""");
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        Assert.Empty(await ServersAsync());

        gateway.Scanner.Finds("""{"name":"a","description":"other"}""", """{"name":"b"}""");
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        Assert.Equal(["""{"id":"jobs","name":"Jobs","changes":2,"problem":null}"""], await ServersAsync());

        gateway.Scanner.Result = new ScanResult.Failed("It is down.", NeedsAuthentication: false);
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        Assert.Equal(["""{"id":"jobs","name":"Jobs","changes":2,"problem":"It is down."}"""], await ServersAsync());

        async Task<string[]> ServersAsync() => [.. (await gateway.SendAsync("GET", Path)).Json["servers"]?.AsArray().Select(server => server?.ToJsonString() ?? "") ?? []];
    }

    [Fact]
    public async Task Servers_ThatFailForAgents_AreShownUntilTheyAnswer()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        gateway.Upstream.Then(Reply.Empty(401)).Then(Reply.Empty(503));
        async Task<string?> ProblemAsync() => (string?)(await gateway.SendAsync("GET", Path)).Json["servers"]?.AsArray().SingleOrDefault()?["problem"];

        await gateway.CallAsync(token);
        Assert.Equal("MCP server 'bank' refused the gateway's credential (HTTP 401): upstream authorization failed.", await ProblemAsync());
        await gateway.CallAsync(token);
        Assert.Equal("MCP server 'bank' answered HTTP 503.", await ProblemAsync());
        await gateway.CallAsync(token);
        Assert.Null(await ProblemAsync());
    }

    [Fact]
    public async Task PendingApprovals_AreThoseThatCanStillBeDecided()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        for (var number = 0; number < 3; number++)
        {
            await gateway.Approvals.AddAsync(Samples.NewApproval(), ReadOnlyMemory<byte>.Empty, default);
        }

        await gateway.Approvals.AddAsync(Samples.NewApproval() with { State = ApprovalState.Refused }, ReadOnlyMemory<byte>.Empty, default);

        Assert.Equal(3, (int?)(await gateway.SendAsync("GET", Path)).Json["pendingApprovals"]);
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(0, (int?)(await gateway.SendAsync("GET", Path)).Json["pendingApprovals"]);
    }

    [Fact]
    public async Task Frozen_ShowsWhoStoppedAllCallsAndWhy()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("POST", "/api/freeze", """{"reason":"drill"}""");

        AssertJson("""{"since":"2026-11-02T12:00:00+00:00","by":"local admin","reason":"drill"}""", (await gateway.SendAsync("GET", Path)).Json["frozen"]);
    }

    [Fact]
    public async Task Overview_WhileNothingChanges_IsAnswered304ThoughTimePasses()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(Limited));
        await gateway.SaveUsageAsync();
        var first = await gateway.SendAsync("GET", Path);
        // Less than the time after which an instance returns the permits that it does not use.
        gateway.Time.Advance(TimeSpan.FromSeconds(2));

        var same = await gateway.SendAsync("GET", Path, headers: ("If-None-Match", first.Tag ?? ""));
        Assert.Equal((304, ""), (same.Status, same.Text));
        await gateway.SendAsync("POST", "/api/freeze");
        Assert.Equal(200, (await gateway.SendAsync("GET", Path, headers: ("If-None-Match", first.Tag ?? ""))).Status);
    }

    [Fact]
    public async Task Overview_WhenAStoreIsDown_IsA503()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Usage.Outage.Down = true;

        (await gateway.SendAsync("GET", Path)).AssertProblem(503);
    }

    private static void AssertJson(string expected, JsonNode? found) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), found), found?.ToJsonString());

    private static UsageCount Count(string grant, string tool, VerdictCounts counts) => new(new UsageKey("jobs", grant, tool, null, "/tools/" + tool), counts, Samples.Noon);

    private static Task SaveAsync(InMemoryGateway gateway, DateTimeOffset hour, string writer, params UsageCount[] counts) =>
        gateway.Usage.SaveAsync(new UsageHour(hour, writer, counts), default);
}
