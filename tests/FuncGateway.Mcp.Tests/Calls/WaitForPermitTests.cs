using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>A call that waits for a permit is judged again after the wait, like one that waits for approval.</summary>
public sealed class WaitForPermitTests
{
    private const string Limited = """{"version":"1","default":"deny","tools":{"pay":{"limits":[{"counter":"some","window":"day","max":2}]}}}""";
    private static readonly string LimitedAndApproved = Payments.Policy.Replace("\"require_approval\"", "\"limits\":[{\"counter\":\"some\",\"window\":\"day\",\"max\":2}],\"require_approval\"", StringComparison.Ordinal);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Call_UnderAnUnchangedPolicy_IsMadeOnce()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);

        Assert.Equal("paid", (await AnswerAsync(gateway, gateway.CallAsync(token))).Spoken());
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_ThatThePolicyNowDenies_IsNotMade()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        var call = await WaitingAsync(gateway, token);

        await gateway.PublishAsync("""{"version":"1","default":"deny"}""");

        Assert.StartsWith("[POLICY DENIED]", (await AnswerAsync(gateway, call)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        Assert.Equal(("deny", "refused"), await EntryAsync(gateway));
    }

    [Fact]
    public async Task Call_ThatNowNeedsAPerson_AsksOne_AndIsMadeOnceApproved()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        var call = await WaitingAsync(gateway, token, isHeld: true);

        await gateway.PublishAsync(Payments.Policy);
        await gateway.Time.PassUntilAsync(() => gateway.Approvals.All.Count > 0);
        Assert.Empty(gateway.Upstream.Requests);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        Assert.Equal("paid", (await AnswerAsync(gateway, call)).Spoken());
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WithAnotherLimitNow_CountsInThatOne_AndGivesThePermitBack()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        var call = await WaitingAsync(gateway, token);

        await gateway.PublishAsync(Limited.Replace("some", "other", StringComparison.Ordinal));
        Assert.Equal("paid", (await AnswerAsync(gateway, call)).Spoken());
        await gateway.PublishAsync(Limited);
        await gateway.Time.PassAsync(CacheAge.Max + Wait);

        Assert.Equal(["paid", "paid"], [await NextAsync(gateway, token), await NextAsync(gateway, token)]);
        Assert.Contains("2 per day", await NextAsync(gateway, token), StringComparison.Ordinal);
        Assert.Equal(3, gateway.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Read_OfAResourceThatIsNowRefused_IsNotMade()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync("""{"version":"1","default":"deny","resources":{"docs://*":{"limits":[{"counter":"some","window":"day","max":2}]}}}""");
        var book = gateway.Services.GetRequiredService<PermitBook>();
        var read = gateway.SendAsync("POST", "/mcp/bank", """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"docs://a"}}""", token);
        await gateway.Changed.UntilAsync(() => book.LeaseWaits > 0);

        await gateway.PublishAsync("""{"version":"1","default":"deny"}""");

        Assert.Contains("not permitted by policy", (await AnswerAsync(gateway, read)).Text, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_OfAGrantThatWasRevoked_IsNotMade()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        var call = await WaitingAsync(gateway, token);
        var grant = (string?)(await gateway.SendAsync("GET", "/api/servers/bank/grants")).Json["items"]?[0]?["id"];

        Assert.InRange((await gateway.SendAsync("DELETE", $"/api/grants/{grant}")).Status, 200, 204);

        Assert.DoesNotContain("paid", (await AnswerAsync(gateway, call)).Text, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task ApprovedCall_WhoseServerMoves_IsNotMade_AndKeepsItsApproval()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(LimitedAndApproved);
        await AnswerAsync(gateway, gateway.CallAsync(token, waits: false));
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        var call = await WaitingAsync(gateway, token);

        await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}/other"}""");

        Assert.Contains("The server was registered anew while the call waited for a permit", (await AnswerAsync(gateway, call)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
    }

    [Fact]
    public async Task ApprovedCall_UnderAnotherRuleNow_AsksAgain()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(LimitedAndApproved);
        await AnswerAsync(gateway, gateway.CallAsync(token, waits: false));
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        var call = await WaitingAsync(gateway, token);

        await gateway.PublishAsync(LimitedAndApproved.Replace("Not today.", "Not tomorrow.", StringComparison.Ordinal).Replace("[{\"conditions\":[]", "[{\"conditions\":[{\"path\":\"args.name\",\"op\":\"eq\",\"value\":\"root\"}]},{\"conditions\":[]", StringComparison.Ordinal));

        Assert.StartsWith("[APPROVAL PENDING]", (await AnswerAsync(gateway, call)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        Assert.Equal([ApprovalState.Approved, ApprovalState.Pending], gateway.Approvals.All.Select(approval => approval.State));
    }

    [Fact]
    public async Task ApprovedCall_WhoseRuleIsTheSameInANewRevision_IsMadeUnderItsApproval()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(LimitedAndApproved);
        await AnswerAsync(gateway, gateway.CallAsync(token, waits: false));
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        var call = await WaitingAsync(gateway, token);

        await gateway.PublishAsync(LimitedAndApproved.Replace("\"allow\"", "\"deny\"", StringComparison.Ordinal));

        Assert.Equal("paid", (await AnswerAsync(gateway, call)).Spoken());
        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
    }

    [Fact]
    public async Task CallWithAState_WhoseServerMoves_IsNotMade()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Limited);
        await gateway.GiveStateAsync(token, "s-1");
        var book = gateway.Services.GetRequiredService<PermitBook>();
        var call = gateway.CallAsync(token, waits: false, more: ",\"requestState\":\"s-1\"");
        await gateway.Changed.UntilAsync(() => book.LeaseWaits > 0);

        await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}/other"}""");

        Assert.Contains("The server was registered anew", (await AnswerAsync(gateway, call)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Permit_OfACallWhoseClientLeavesWhileItIsCheckedAgain_IsGivenBack()
    {
        // When the permit arrives, what is known of the caller is older than 2 s, so the check waits for the store.
        await using var gateway = await StartAsync(TimeSpan.FromSeconds(3));
        var token = await gateway.SetUpPaymentsAsync(Limited.Replace("\"max\":2", "\"max\":1", StringComparison.Ordinal));
        var book = gateway.Services.GetRequiredService<PermitBook>();
        using var leave = new CancellationTokenSource();
        using var request = Payments.Request(token, Payments.Call());
        var call = gateway.OpenAsync(request, leave.Token);
        await gateway.Changed.UntilAsync(() => book.LeaseWaits > 0);

        var stored = new TaskCompletionSource();
        gateway.Grants.Outage.Held = stored.Task;
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(6));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gateway.Grants.Outage.Held = null;
        stored.SetResult();

        await Eventually.Async(async () => (await AnswerAsync(gateway, gateway.CallAsync(token))).Spoken() == "paid");
        Assert.Single(gateway.Upstream.Requests);
    }

    /// <param name="wait">How long the counter takes to answer.</param>
    private static Task<InMemoryGateway> StartAsync(TimeSpan? wait = null) => InMemoryGateway.StartAsync(new()
    {
        CounterFate = () => Fate.After((wait ?? Wait).TotalSeconds),

        // No call gives up, however far the clock runs ahead of the code.
        Settings = [("FuncGateway:Limits:WaitTimeout", "00:00:30")],
    });

    /// <summary>A call that waits for the answer of the counter.</summary>
    private static async Task<Task<Answer>> WaitingAsync(InMemoryGateway gateway, string token, bool isHeld = false)
    {
        var book = gateway.Services.GetRequiredService<PermitBook>();
        var before = book.LeaseWaits;
        var call = gateway.CallAsync(token, waits: isHeld);
        await gateway.Changed.UntilAsync(() => book.LeaseWaits > before);
        return call;
    }

    private static async Task<Answer> AnswerAsync(InMemoryGateway gateway, Task<Answer> call) => await gateway.Time.PassUntilAsync(call);

    private static async Task<string> NextAsync(InMemoryGateway gateway, string token) => (await AnswerAsync(gateway, gateway.CallAsync(token))).Spoken();

    private static async Task<(string? Verdict, string? Outcome)> EntryAsync(InMemoryGateway gateway) =>
        (await gateway.SendAsync("GET", "/api/audit?server=bank&tool=pay")).Json["items"]?[0] is { } entry ? ((string?)entry["verdict"], (string?)entry["outcome"]) : default;
}
