using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class PolicyEndpointsTests
{
    private const string Seed = "/api/servers/jobs/policies/seed";
    private const string Deny = """{"version":"1","default":"deny"}""";
    private const string Allow = """{"version":"1","default":"allow"}""";

    [Fact]
    public async Task Put_ADocument_MakesTheNextRevision()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var second = await gateway.SendAsync("PUT", Seed, Allow);
        var current = await gateway.SendAsync("GET", Seed);

        Assert.Equal((200, "\"r2\"", """{"policy":"seed","revision":2,"warnings":[]}"""), (second.Status, second.Tag, second.Text));
        Assert.Equal("\"r2\"", current.Tag);
        var expected = JsonNode.Parse($$"""{"policy":"seed","revision":2,"createdAt":"2026-11-02T12:00:00+00:00","by":"local admin","restoredFrom":null,"note":null,"mode":"enforce","document":{{Allow}}}""");
        Assert.True(JsonNode.DeepEquals(expected, current.Json), current.Text);
        Assert.Equal("""{"version":"1","default":"deny"}""", (await gateway.SendAsync("GET", Seed + "/revisions/1")).Json["document"]?.ToJsonString());
    }

    [Fact]
    public async Task Put_WithMistakes_NamesEveryOneAndPublishesNothing()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("PUT", Seed, """{"version":"2","default":"maybe","tools":{"a":{"limit":[]}}}""");

        answer.AssertProblem(422);
        Assert.Equal("The policy has 3 mistakes and was not published.", answer.Detail);
        Assert.Equal(["/version", "/default", "/tools/a/limit"], answer.Json["problems"]?.AsArray().Select(problem => (string?)problem?["path"]));
        Assert.Equal("\"r1\"", (await gateway.SendAsync("GET", Seed)).Tag);
    }

    [Fact]
    public async Task Put_ByAPersonOfEntra_KeepsTheirName()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        await gateway.SeedAsync();

        await gateway.SendAsync("PUT", Seed, Allow, issuer.Sign(gateway.Time.GetUtcNow(), ["PolicyManager"]));

        Assert.Equal("erin@example.com", (await gateway.SendAsync("GET", Seed)).Field("by"));
    }

    [Fact]
    public async Task Put_WithAnAlias_PublishesAndWarns()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/other", """{"version":"1","default":"deny","tools":{"a":{"action":"allow"}}}""");

        Assert.Equal((201, 1), (answer.Status, (int?)answer.Json["revision"]));
        Assert.Equal("/tools/a/action", (string?)answer.Json["warnings"]?[0]?["path"]);
    }

    [Fact]
    public async Task Restore_AnEarlierRevision_PublishesItsDocumentAgain()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", Seed, Allow);

        var restored = await gateway.SendAsync("POST", Seed + "/revisions/1/restore");
        var current = await gateway.SendAsync("GET", Seed);

        Assert.Equal((201, 3), (restored.Status, (int?)restored.Json["revision"]));
        Assert.Equal((1, "deny"), ((int?)current.Json["restoredFrom"], (string?)current.Json["document"]?["default"]));
        var revisions = (await gateway.SendAsync("GET", Seed + "/revisions")).Json["items"]?.AsArray();
        Assert.Equal([3, 2, 1], revisions?.Select(item => (int?)item?["revision"]));
    }

    [Fact]
    public async Task Tags_WhenSomebodyElsePublished_StopTheChange()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        Assert.Equal(200, (await gateway.SendAsync("PUT", Seed, Allow, headers: ("If-Match", "\"r1\""))).Status);
        (await gateway.SendAsync("PUT", Seed, Allow, headers: ("If-Match", "\"r1\""))).AssertProblem(412);
        (await gateway.SendAsync("PUT", Seed, Allow, headers: ("If-None-Match", "*"))).AssertProblem(412);
        (await gateway.SendAsync("POST", Seed + "/revisions/1/restore", headers: ("If-Match", "\"r1\""))).AssertProblem(412);
        Assert.Equal("\"r2\"", (await gateway.SendAsync("GET", Seed)).Tag);
    }

    [Fact]
    public async Task Put_ManyAtOnce_GivesEachItsOwnRevision()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.SendAsync("PUT", Seed, Allow)));

        Assert.Equal([2, 3, 4, 5], answers.Select(answer => (int?)answer.Json["revision"]).Order());
    }

    [Fact]
    public async Task Put_WhenTheSamePersonPublishesAnotherAtTheSameTime_PublishesBoth()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var hold = new TaskCompletionSource();
        gateway.Policies.Outage.Held = hold.Task;
        var asked = gateway.Policies.Outage.Asked;
        var first = gateway.SendAsync("PUT", Seed, Allow);
        var second = gateway.SendAsync("PUT", Seed, Deny);
        await gateway.Changed.UntilAsync(() => gateway.Policies.Outage.Asked >= asked + 2);

        gateway.Policies.Outage.Held = null;
        hold.SetResult();

        Assert.Equal([2, 3], new[] { await first, await second }.Select(answer => (int?)answer.Json["revision"]).Order());
        var documents = new[] { 2, 3 }.Select(number => gateway.SendAsync("GET", $"{Seed}/revisions/{number}"));
        Assert.Equal(["allow", "deny"], (await Task.WhenAll(documents)).Select(revision => (string?)revision.Json["document"]?["default"]).Order());
    }

    [Theory]
    [InlineData("GET", "/api/servers/none/policies", "There is no server 'none'.")]
    [InlineData("GET", "/api/servers/none/policies/seed", "There is no server 'none'.")]
    [InlineData("PUT", "/api/servers/none/policies/seed", "There is no server 'none'.")]
    [InlineData("GET", "/api/servers/jobs/policies/none", "Server 'jobs' has no policy 'none'.")]
    [InlineData("GET", "/api/servers/jobs/policies/none/revisions", "Server 'jobs' has no policy 'none'.")]
    [InlineData("GET", Seed + "/revisions/2", "Policy 'seed' has no revision 2; the newest is 1.")]
    [InlineData("POST", Seed + "/revisions/2/restore", "Policy 'seed' has no revision 2; the newest is 1.")]
    [InlineData("GET", Seed + "/revisions/-1", "'-1' is not a valid revision number. Accepted: 1, 2, 3 and so on.")]
    [InlineData("GET", Seed + "/revisions/99999999999", "'99999999999' is not a valid revision number. Accepted: 1, 2, 3 and so on.")]
    [InlineData("GET", "/api/servers/jobs/policies/A", "'A' is not a valid policy id. Accepted: 1 to 63 characters of a-z, 0-9 and '-'.")]
    public async Task WhatDoesNotExist_IsNamed(string method, string path, string detail)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var answer = await gateway.SendAsync(method, path, method == "PUT" ? Allow : null);

        answer.AssertProblem(404);
        Assert.Equal(detail, answer.Detail);
    }
}
