using FuncGateway.Core.Servers;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.Approvals;

public sealed class ApprovalEndpointsTests
{
    private const string Arguments = """{"amount":500.10,"to":{"name":"Größe","iban":null},"big":123456789012345678901234567890}""";

    [Fact]
    public async Task Get_OfAPendingOne_ShowsWhatThePersonDecidesAbout()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(), Arguments, waits: false);
        var id = gateway.Approval().Id;

        var answer = await gateway.SendAsync("GET", $"/api/approvals/{id}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("pending", "pay", "bank", "Agent"), (answer.Field("state"), answer.Field("tool"), answer.Field("server"), answer.Field("grantLabel")));
        Assert.Equal("/tools/pay/require_approval/0", answer.Field("rule"));
        Assert.Equal(1, (int?)answer.Json["policyRevision"]);
        Assert.Contains("500.10", answer.Text, StringComparison.Ordinal);
        Assert.Contains("123456789012345678901234567890", answer.Text, StringComparison.Ordinal);
        Assert.Equal("Größe", (string?)answer.Json["arguments"]?["to"]?["name"]);
        Assert.Contains("is allowed once", answer.Field("whenApproved"), StringComparison.Ordinal);
        Assert.Equal(0, (int?)answer.Json["webhook"]?["attempts"]);
    }

    [Fact]
    public async Task List_OfPendingOnes_ShowsThemWithoutArguments()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        for (var amount = 0; amount < 5; amount++)
        {
            await gateway.CallAsync(token, $$"""{"amount":{{amount}},"canary":"xyzzy"}""", waits: false);
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await gateway.SendAsync("GET", "/api/approvals?state=pending&limit=3");
        var second = await gateway.SendAsync("GET", $"/api/approvals?state=pending&limit=3&cursor={first.Field("cursor")}");

        Assert.Equal(gateway.Approvals.All.Select(approval => approval.Id.ToString()), Ids(first).Concat(Ids(second)));
        Assert.Equal((3, 2), (Ids(first).Length, Ids(second).Length));
        Assert.Null(second.Json["cursor"]);
        Assert.DoesNotContain("xyzzy", first.Text, StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Empty(Ids(await gateway.SendAsync("GET", "/api/approvals?state=pending")));
    }

    [Fact]
    public async Task List_ByGrantToolAndOrder_ShowsThoseOnly()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        for (var amount = 0; amount < 3; amount++)
        {
            await gateway.CallAsync(token, $$"""{"amount":{{amount}}}""", waits: false);
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await gateway.CallAsync(await gateway.MintAsync(), Arguments, waits: false);
        var own = gateway.Approvals.All.Take(3).ToArray();
        var filter = $"grant={own[0].Subject.Grant}&tool=pay";

        var newest = await gateway.SendAsync("GET", $"/api/approvals?state=pending&order=newest&{filter}");
        var oldest = await gateway.SendAsync("GET", $"/api/approvals?order=oldest&{filter}");

        Assert.Equal(own.Reverse().Select(approval => approval.Id.ToString()), Ids(newest));
        Assert.Equal(own.Select(approval => approval.Id.ToString()), Ids(oldest));
        Assert.Empty(Ids(await gateway.SendAsync("GET", "/api/approvals?tool=Pay")));
        Assert.Equal(4, Ids(await gateway.SendAsync("GET", "/api/approvals")).Length);
    }

    [Theory]
    [InlineData("state=open", "pending, approved, refused, expired, consumed")]
    [InlineData("order=random", "newest or oldest")]
    [InlineData("grant=mine", "26 characters of a-z and 0-9")]
    [InlineData("limit=0", "1 to 200")]
    [InlineData("limit=x", "1 to 200")]
    [InlineData("cursor=nonsense", "the cursor of the previous page")]
    public async Task List_WithAQueryThatIsNotOne_SaysWhatIsAccepted(string query, string accepted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/approvals?{query}");

        answer.AssertProblem(400);
        Assert.Contains(accepted, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_ByAPerson_KeepsWhoWhenAndWhy()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(), Arguments, waits: false);

        var answer = await gateway.DecideAsync(gateway.Approval().Id, "refuse", "Not this month");

        Assert.Equal("refused", answer.Field("state"));
        Assert.Equal(("refuse", "local admin", "Not this month"), ((string?)answer.Json["decision"]?["decision"], (string?)answer.Json["decision"]?["by"], (string?)answer.Json["decision"]?["reason"]));
        Assert.Equal(gateway.Time.GetUtcNow(), gateway.Approval().Answer?.At);
    }

    [Fact]
    public async Task Decide_OnWhatIsDecidedOrExpired_IsAConflictThatSaysHowItStands()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Arguments, waits: false);
        var id = gateway.Approval().Id;
        await gateway.DecideAsync(id, "approve");

        var again = await gateway.DecideAsync(id, "approve");
        again.AssertProblem(409);
        Assert.Contains("was approved by local admin", again.Detail, StringComparison.Ordinal);

        // A decision sent twice must not open the next round.
        await gateway.CallAsync(token, Arguments, waits: false);
        await gateway.CallAsync(token, Arguments, waits: false);
        (await gateway.DecideAsync(id, "approve")).AssertProblem(409);
        Assert.Equal("pending", (await gateway.SendAsync("GET", $"/api/approvals/{id.Next()}")).Field("state"));
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        (await gateway.DecideAsync(id.Next(), "approve")).AssertProblem(409);
    }

    [Theory]
    [InlineData("""{"decision":"yes"}""", "/decision")]
    [InlineData("""{}""", "/decision")]
    [InlineData("""{"decision":"approve","force":true}""", "/force")]
    [InlineData("""{"decision":"approve","reason":7}""", "/reason")]
    public async Task Decide_WithABodyThatIsNotOne_NamesEveryMistakeAndDecidesNothing(string body, string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(), Arguments, waits: false);

        var answer = await gateway.SendAsync("POST", $"/api/approvals/{gateway.Approval().Id}/decision", body);

        answer.AssertProblem(422);
        Assert.StartsWith(path, Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
        Assert.Null(gateway.Approval().Answer);
    }

    [Fact]
    public async Task AnyCall_WithAnIdOfNothing_IsNotFound()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var id = FuncGateway.Testing.Contracts.Samples.NewApproval().Id;

        (await gateway.SendAsync("GET", $"/api/approvals/{id}")).AssertProblem(404);
        (await gateway.DecideAsync(id, "approve")).AssertProblem(404);
        (await gateway.SendAsync("GET", "/api/approvals/nonsense")).AssertProblem(404);
        Assert.Equal(405, (await gateway.SendAsync("GET", $"/api/approvals/{id}/decision")).Status);
    }

    [Fact]
    public async Task PutServer_WithAWebhook_KeepsItAndShowsNoUrl()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        const string Body = """{"name":"Bank","upstreamUrl":"https://bank.example.com/mcp","approvalWebhook":{"url":"URL","secret":"@secret:upstream-hook","format":"slack"}}""";

        var made = await gateway.SendAsync("PUT", "/api/servers/bank", Body.Replace("URL", "https://hooks.example.com/T0/canary", StringComparison.Ordinal));
        var kept = await gateway.SendAsync("PUT", "/api/servers/bank", Body.Replace("URL", "(set)", StringComparison.Ordinal));
        var longer = await gateway.SendAsync("PUT", "/api/servers/bank", Body.Replace("URL", $"https://hooks.example.com/{new string('x', 2048)}", StringComparison.Ordinal));
        var bad = await gateway.SendAsync("PUT", "/api/servers/bank", Body.Replace("URL", "https://10.0.0.1/", StringComparison.Ordinal).Replace("@secret:upstream-hook", "plain", StringComparison.Ordinal).Replace("slack", "irc", StringComparison.Ordinal));

        Assert.DoesNotContain("canary", made.Text + kept.Text, StringComparison.Ordinal);
        Assert.Equal(("(set)", "@secret:upstream-hook", "slack"), ((string?)kept.Json["approvalWebhook"]?["url"], (string?)kept.Json["approvalWebhook"]?["secret"], (string?)kept.Json["approvalWebhook"]?["format"]));
        var stored = await gateway.Servers.ListAsync(default).SingleAsync();
        Assert.Equal("https://hooks.example.com/T0/canary", (await gateway.Services.GetRequiredService<CredentialSealing>().OpenWebhookAsync(stored.Value, default))?.Url);
        Assert.StartsWith("/approvalWebhook/url: The URL has 2074 characters.", Assert.Single(longer.Mistakes()), StringComparison.Ordinal);
        Assert.Equal(["/approvalWebhook/format", "/approvalWebhook/secret", "/approvalWebhook/url"], bad.Mistakes().Select(mistake => mistake.Split(':')[0]));
    }

    private static string[] Ids(Answer answer) => [.. answer.Json["items"]?.AsArray().Select(item => (string?)item?["id"] ?? "") ?? []];
}
