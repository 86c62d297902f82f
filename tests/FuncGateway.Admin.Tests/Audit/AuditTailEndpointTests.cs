using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Audit;

/// <summary>Following the log, one entry of it, and its export as CSV.</summary>
public sealed class AuditTailEndpointTests
{
    [Fact]
    public async Task List_AfterNow_FollowsTheCallsAndAlwaysHasACursor()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync("""{"version":"1","default":"allow"}""");
        await gateway.CallAsync(token, waits: false);

        var now = await gateway.SendAsync("GET", "/api/audit?after=now");
        await gateway.CallAsync(token, waits: false);
        var next = await gateway.SendAsync("GET", $"/api/audit?after={now.Field("cursor")}&tool=pay");
        var empty = await gateway.SendAsync("GET", $"/api/audit?after={next.Field("cursor")}&tool=pay");

        Assert.Empty(Items(now));
        Assert.Equal("pay", (string?)Assert.Single(Items(next))["tool"]);
        Assert.Empty(Items(empty));
        Assert.NotEmpty(empty.Field("cursor"));
    }

    [Theory]
    [InlineData("after=now&cursor=x", "The cursor is invalid")]
    [InlineData("after=now&cursor=0005922688007999999_00000000000000000000000000", "'after' and 'cursor' were sent together")]
    [InlineData("after=yesterday", "'after' is not a place in the log. Accepted: now")]
    [InlineData("after=admin.639000000000000000", "'after' is a place in the stream admin")]
    [InlineData("after=calls.5", "'after' is more than 24 hours old")]
    public async Task List_AfterWhatIsNoPlace_SaysWhatIsAccepted(string query, string accepted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/audit?{query}");

        answer.AssertProblem(400);
        Assert.Contains(accepted, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ByRuleAndMethod_HasWhatMatchesExactly()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync("""{"version":"1","default":"deny"}""");
        await gateway.CallAsync(token, waits: false);
        var rule = (string?)Items(await gateway.SendAsync("GET", "/api/audit?verdict=deny"))[0]["rule"] ?? "";

        Assert.Single(Items(await gateway.SendAsync("GET", $"/api/audit?rule={Uri.EscapeDataString(rule)}&method=tools/call")));
        Assert.Empty(Items(await gateway.SendAsync("GET", $"/api/audit?rule={Uri.EscapeDataString(rule)}x")));
        Assert.Empty(Items(await gateway.SendAsync("GET", "/api/audit?method=tools/list")));
    }

    [Fact]
    public async Task Get_OfACall_ReturnsItsEntryAndNothingElse()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync("""{"version":"1","default":"allow"}"""), waits: false);

        // How the call ended is recorded after its answer, and would change the entry between the two requests.
        await gateway.Time.PassUntilAsync(() => gateway.Audit.Lines.Any(line => line.Contains("\"ends\"", StringComparison.Ordinal)));
        var listed = Items(await gateway.SendAsync("GET", "/api/audit"))[0];
        var action = (string?)Items(await gateway.SendAsync("GET", "/api/audit?stream=admin"))[0]["id"];

        var entry = await gateway.SendAsync("GET", $"/api/audit/{listed["id"]}");

        Assert.True(JsonNode.DeepEquals(listed, entry.Json), entry.Text);
        (await gateway.SendAsync("GET", $"/api/audit/{action}")).AssertProblem(404);
        (await gateway.SendAsync("GET", "/api/audit/nothing")).AssertProblem(404);
    }

    [Fact]
    public async Task Export_AsCsv_HasAHeaderAndNoFormulas()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpPaymentsAsync();
        var made = await gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"=cmd(\"a\",1), b","policy":"main"}""");
        await gateway.CallAsync(made.Field("token"), waits: false);

        var answer = await gateway.SendAsync("GET", "/api/audit/export?format=csv");
        var admin = await gateway.SendAsync("GET", "/api/audit/export?format=csv&stream=admin");

        var lines = answer.Text.Split("\r\n");
        Assert.StartsWith("id,at,grant,grantLabel,server,method,tool,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",\"'=cmd(\"\"a\"\",1), b\",bank,tools/call,pay,", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Equal("text/csv", answer.ContentType);
        Assert.StartsWith("id,at,who,roles,action,target,", admin.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=xml", "The format is 'xml'. Accepted: jsonl, csv.")]
    [InlineData("format=csv&records=true", "Accepted: jsonl for records.")]
    public async Task Export_InAnotherFormat_SaysWhatIsAccepted(string query, string accepted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/audit/export?{query}");

        answer.AssertProblem(400);
        Assert.Contains(accepted, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?from=2020-01-01", false)]
    [InlineData("?to=2099-01-01", false)]
    public async Task Verify_OfTheWholeLogOnly_KeepsTheResult(string query, bool isKept)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        await gateway.SendAsync("GET", $"/api/audit/verify{query}");

        Assert.Equal(isKept ? gateway.Time.GetUtcNow() : null, (await gateway.Verification.FindAsync(default))?.At);
    }

    private static JsonNode[] Items(Answer answer) => [.. answer.Json["items"]?.AsArray().OfType<JsonNode>() ?? []];
}
