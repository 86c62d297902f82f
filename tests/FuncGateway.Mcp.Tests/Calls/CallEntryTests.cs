using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>The audit entry of a tool call.</summary>
public sealed class CallEntryTests
{
    private const string Allow = """{"version":"1","default":"allow","hide":["gone"],"tools":{"pay":{"limits":[{"counter":"c","window":"day","max":1}]}}}""";

    [Fact]
    public async Task Entry_OfARateLimitedCall_SaysLimitedAndIsFoundByIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        await gateway.CallAsync(token);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.CallAsync(token);

        var entry = Assert.Single(await ListAsync(gateway, "verdict=limited"));
        Assert.Equal("refused /tools/pay/limits/c Agent calls", $"{entry?["outcome"]} {entry?["rule"]} {entry?["grantLabel"]} {entry?["stream"]}");
        Assert.Equal((string?)entry?["id"], (string?)Assert.Single(await ListAsync(gateway, "outcome=refused"))?["id"]);
        Assert.Equal("allow", (string?)Assert.Single(await ListAsync(gateway, "outcome=answered"))?["verdict"]);
    }

    [Fact]
    public async Task Digest_OfIdenticalArguments_IsTheSameWhateverTheVerdict()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);

        await gateway.CallAsync(token, """{"pin":"123456","a":1}""");
        await gateway.CallAsync(token, """{"a":1.0,"pin":"123456"}""");
        await gateway.CallAsync(token, """{"a":1,"pin":"123457"}""");

        var digests = (await ListAsync(gateway, "tool=pay")).Select(entry => (string?)entry?["argumentsHmac"]).ToArray();
        Assert.Equal([1, 2], digests.GroupBy(digest => digest, StringComparer.Ordinal).Select(same => same.Count()).Order());
        Assert.DoesNotContain(gateway.Audit.Lines, line => line.Contains(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""{"a":1,"pin":"123456"}"""u8)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_WithoutTheKeyOfItsDigest_IsRefusedAsUnrecordedAndNotSent()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessionKey = false });
        var token = await gateway.SetUpPaymentsAsync(Allow);

        var answer = await gateway.CallAsync(token);

        Assert.Contains("audit log does not answer", answer.Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        var entry = Assert.Single(await ListAsync(gateway, "tool=pay"));
        Assert.Equal("(audit) refused ", $"{entry?["rule"]} {entry?["outcome"]} {entry?["argumentsHmac"]}");
    }

    [Theory]
    [InlineData("""{"version":"1","default":"allow"}""", "allow")]
    [InlineData("""{"version":"1","default":"deny"}""", "deny")]
    [InlineData("""{"version":"1","default":"allow","hide":["pay"]}""", "hidden")]
    [InlineData(Payments.Policy, "hold")]
    public async Task Call_IsDecidedBeforeItsArgumentsAreDigested(string policy, string verdict)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessionKey = false });
        var token = await gateway.SetUpPaymentsAsync(policy);

        await gateway.CallAsync(token);

        // Without its key no digest can be begun, so that the entry has what was known before: only a call that was decided has a verdict.
        var entry = Assert.Single(await ListAsync(gateway, "tool=pay"));
        Assert.Equal((verdict, "(audit)", null), ((string?)entry?["verdict"], (string?)entry?["rule"], (string?)entry?["argumentsHmac"]));
        Assert.Empty(gateway.Approvals.All);
    }

    [Fact]
    public async Task Call_WhenAuditingIsOff_NeedsNoDigest()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasSessionKey = false, IsAudited = false });
        var token = await gateway.SetUpPaymentsAsync(Allow);

        Assert.Equal(Payments.Result, (await gateway.CallAsync(token)).Text);
    }

    private static async Task<JsonArray> ListAsync(InMemoryGateway gateway, string query) =>
        (await gateway.SendAsync("GET", $"/api/audit?{query}")).Json["items"]?.AsArray() ?? [];
}
