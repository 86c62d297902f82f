using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class DryRunTests
{
    private const string Seed = "/api/servers/jobs/policies/seed";
    private const string Allow = """{"version":"1","default":"allow"}""";

    [Fact]
    public async Task ADryRun_JudgesAndWarns_AndPublishesNothing()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var existing = await gateway.SendAsync("PUT", Seed + "?dryRun=true", Allow);
        var other = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/other?dryRun=true", """{"version":"1","default":"deny","tools":{"a":{"action":"allow"}}}""");

        Assert.Equal((200, "\"r1\"", """{"policy":"seed","revision":1,"warnings":[],"dryRun":true}"""), (existing.Status, existing.Tag, existing.Text));
        Assert.Equal((200, "/tools/a/action"), (other.Status, (string?)other.Json["warnings"]?[0]?["path"]));
        Assert.Null((int?)other.Json["revision"]);
        Assert.Equal("\"r1\"", (await gateway.SendAsync("GET", Seed)).Tag);
        (await gateway.SendAsync("GET", "/api/servers/jobs/policies/other")).AssertProblem(404);
    }

    [Fact]
    public async Task ADryRun_OfWhatCannotBePublished_IsAnsweredAsPublishingWouldBe()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var (mistakes, outdated, nowhere) = (
            await gateway.SendAsync("PUT", Seed + "?dryRun=true", """{"version":"2","default":"maybe"}"""),
            await gateway.SendAsync("PUT", Seed + "?dryRun=true", Allow, headers: ("If-Match", "\"r9\"")),
            await gateway.SendAsync("PUT", "/api/servers/none/policies/seed?dryRun=true", Allow));

        mistakes.AssertProblem(422);
        Assert.Equal(["/version", "/default"], mistakes.Json["problems"]?.AsArray().Select(problem => (string?)problem?["path"]));
        outdated.AssertProblem(412);
        nowhere.AssertProblem(404);
    }

    [Fact]
    public async Task ADryRun_IsRecordedAsOne()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        await gateway.SendAsync("PUT", Seed + "?dryRun=true", Allow);

        var entry = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?[0];
        Assert.Equal("putPolicy done dry run, nothing changed", $"{entry?["action"]} {entry?["outcome"]} {entry?["result"]}");
    }

    [Fact]
    public async Task DryRunFalse_Publishes()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        Assert.Equal("\"r2\"", (await gateway.SendAsync("PUT", $"{Seed}?dryRun=false", Allow)).Tag);
    }

    [Theory]
    [InlineData("dryRun=")]
    [InlineData("dryRun")]
    [InlineData("dryRun=1")]
    [InlineData("dryRun=True")]
    [InlineData("dryRun=yes")]
    [InlineData("dryRun=true&dryRun=false")]
    [InlineData("dryrun=true")]
    [InlineData("dry-run=true")]
    public async Task ADryRun_ThatIsNotWrittenAsSuch_IsRefusedAndPublishesNothing(string query)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("PUT", $"{Seed}?{query}", Allow);

        answer.AssertProblem(400);
        Assert.Contains("Accepted: ", answer.Detail, StringComparison.Ordinal);
        Assert.Equal("\"r1\"", (await gateway.SendAsync("GET", Seed)).Tag);
    }
}
