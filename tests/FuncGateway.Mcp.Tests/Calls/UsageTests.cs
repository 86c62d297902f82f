using FuncGateway.Core.Usage;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>Which requests are counted as usage.</summary>
public sealed class UsageTests
{
    private const string Allow = """{"version":"1","default":"allow"}""";
    private const string Limited = """{"version":"1","default":"allow","tools":{"pay":{"limits":[{"counter":"c","window":"day","max":1}]}}}""";

    [Theory]
    [InlineData(Allow, "pay  1 0 0 0 0 0")]
    [InlineData("""{"version":"1","default":"deny"}""", "pay (default deny) 0 1 0 0 0 0")]
    [InlineData("""{"version":"1","default":"allow","hide":["pay"]}""", "pay (hidden) 0 0 0 0 1 0")]
    public async Task Call_IsCountedOnceUnderItsVerdictAndRule(string policy, string counted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(policy));

        Assert.Equal([counted], await CountedAsync(gateway));
    }

    [Fact]
    public async Task Call_OverALimit_IsCountedAsLimited()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        await gateway.CallAsync(token);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.CallAsync(token);

        Assert.Equal(["pay  1 0 0 0 0 0", "pay /tools/pay/limits/c 0 0 0 1 0 0"], await CountedAsync(gateway));
    }

    [Fact]
    public async Task Call_ThatAPersonApproves_IsCountedOnceAsHeld()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var calling = gateway.CallAsync(await gateway.SetUpPaymentsAsync());
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");
        await gateway.Time.PassUntilAsync(calling);
        Assert.Equal(200, (await calling).Status);

        Assert.Equal(["pay /tools/pay/require_approval/0 0 0 1 0 0 0"], await CountedAsync(gateway));
    }

    [Fact]
    public async Task Call_WhenAuditingIsOff_IsCounted()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { IsAudited = false });
        await gateway.CallAsync(await gateway.SetUpPaymentsAsync(Allow));

        Assert.Equal(["pay  1 0 0 0 0 0"], await CountedAsync(gateway));
    }

    [Fact]
    public async Task Call_WhoseAnswerIsLost_IsCountedAsUnknownToo()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        gateway.Upstream.Otherwise = _ => Reply.Json("") with { Steps = [new ReplyStep.Abort()] };
        await gateway.CallAsync(token);
        await gateway.Time.PassUntilAsync(() => gateway.Audit.Lines.Any(line => line.Contains("\"ends\"", StringComparison.Ordinal)));

        // The writer may be saving what it counted before, at the same time.
        await Eventually.Async(async () => (await CountedAsync(gateway)).SequenceEqual(["pay  1 0 0 0 0 1"]));
    }

    [Fact]
    public async Task Call_ThatCannotBeRecorded_IsCountedOnce()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        gateway.Audit.Outage.Down = true;
        var calling = gateway.CallAsync(token);
        await gateway.Time.PassUntilAsync(calling);

        Assert.Equal(["pay  1 0 0 0 0 0"], await CountedAsync(gateway));
    }

    [Fact]
    public async Task Message_ThatIsNotSubjectToAPolicy_IsNotCounted()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        using var request = Payments.Request(token, """{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        using var response = await gateway.OpenAsync(request);

        Assert.Empty(await CountedAsync(gateway));
    }

    // Tool or method, rule, and the counts: allow, deny, hold, limited, hidden, unknown.
    private static async Task<string[]> CountedAsync(InMemoryGateway gateway)
    {
        await gateway.SaveUsageAsync();
        return [.. gateway.Usage.All.SelectMany(hour => hour.Counts).Select(Describe)];
    }

    private static string Describe(UsageCount count)
    {
        var (key, counts) = (count.Key, count.Counts);
        return $"{key.Tool ?? key.Method} {key.Rule} {counts.Allow} {counts.Deny} {counts.Hold} {counts.Limited} {counts.Hidden} {counts.Unknown}";
    }
}
