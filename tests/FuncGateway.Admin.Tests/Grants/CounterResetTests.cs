using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class CounterResetTests
{
    [Fact]
    public async Task Reset_OfAFullCounter_LetsTheMaximumPassAgainAndNoMore()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var (path, token) = await SetUpAsync(gateway);
        await gateway.PayAsync("shop", token);
        Assert.Contains("[POLICY DENIED]", (await gateway.PayAsync("shop", token)).Text, StringComparison.Ordinal);

        // The instance tells the counter in the background that nothing is held, when the next call is denied after a pause. Until then the permit counts as held.
        gateway.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("[POLICY DENIED]", (await gateway.PayAsync("shop", token)).Text, StringComparison.Ordinal);
        await Eventually.Async(async () => Describe(await gateway.SendAsync("POST", path, """{"server":"shop","counter":"c"}""")) == "shop c 0 0 of 1, resets in 12 h");

        gateway.Time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.Async(async () => (await gateway.PayAsync("shop", token)).Text.Contains("paid", StringComparison.Ordinal));
        Assert.Contains("[POLICY DENIED]", (await gateway.PayAsync("shop", token)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"counter":"c"}""", "/server: The field is missing, and the grant reaches several servers. Accepted: bank, shop.")]
    [InlineData("""{"server":"none","counter":"c"}""", "/server: The grant does not reach the server 'none'. Accepted: bank, shop.")]
    [InlineData("""{"server":"bank","counter":"x"}""", "/counter: There is no counter 'x'. Accepted: c (/tools/pay/limits/c).")]
    [InlineData("""{"server":"bank","counter":"c","tool":"a/b"}""", "/counter: There is no counter 'c' under /tools/a~1b. Accepted: c (/tools/pay/limits/c).")]
    [InlineData("""{"server":"bank"}""", "/counter: The field is missing. Accepted: the name of a counter in the grant's policy.")]
    [InlineData("""{"server":"bank","counter":"c","window":"day"}""", "/window: The field is unknown. Accepted: server, counter, tool.")]
    public async Task Reset_WithAMistake_NamesIt(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var (path, _) = await SetUpAsync(gateway);

        var answer = await gateway.SendAsync("POST", path, body);

        answer.AssertProblem(422);
        Assert.Contains(mistake, answer.Mistakes());
    }

    [Fact]
    public async Task Reset_OfACounterThatSeveralRulesHave_NeedsTheTool()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SetUpPaymentsAsync("""{"version":"1","default":"allow","tools":{"pay":{"limits":[{"counter":"c","window":"day","max":1}]},"get_*":{"limits":[{"counter":"c","window":"minute","max":1},{"counter":"d","window":"minute","max":1}]}}}""");
        var id = (string?)(await gateway.SendAsync("GET", "/api/grants")).Json["items"]?[0]?["id"];

        var several = await gateway.SendAsync("POST", $"/api/grants/{id}/counters/reset", """{"counter":"c"}""");
        var one = await gateway.SendAsync("POST", $"/api/grants/{id}/counters/reset", """{"counter":"c","tool":"get_*"}""");

        Assert.Equal(["/tool: Several rules have a counter 'c': /tools/pay/limits/c, /tools/get_*/limits/c. Accepted: the tool as the policy writes it."], several.Mistakes());
        Assert.Equal("bank c 0 0 of 1, resets in 60 s", Describe(one));
    }

    [Fact]
    public async Task Reset_OfAGrantThatDoesNotExist_IsA404()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await gateway.SendAsync("POST", "/api/grants/01arz3ndektsv4rrffq69g5fav/counters/reset", """{"counter":"c"}""")).AssertProblem(404);
    }

    [Fact]
    public async Task Reset_IsRecordedWithTheCounter()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var (path, _) = await SetUpAsync(gateway);

        await gateway.SendAsync("POST", path, """{"server":"bank","counter":"c"}""");

        var entries = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Text;
        Assert.Contains("\"resetCounter\"", entries, StringComparison.Ordinal);
        Assert.Contains("bank/tools/pay/limits/c (day) reset", entries, StringComparison.Ordinal);
    }

    private static string Describe(Answer answer) => answer.Json["counters"]?.AsArray() is [var counter] ? $"{counter?["server"]} {counter?["counter"]} {counter?["used"]} {counter?["state"]}" : answer.Text;

    private static async Task<(string Path, string Token)> SetUpAsync(InMemoryGateway gateway)
    {
        await gateway.SetUpStackAsync();
        var made = await gateway.SendAsync("POST", "/api/grants", StackGrants.Both);
        return ($"/api/grants/{made.Field("id")}/counters/reset", made.Field("token"));
    }
}
