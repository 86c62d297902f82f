using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>A call while it waits: for a decision, for its end, for a client that goes.</summary>
public sealed class HeldCallTests
{
    private const string Pay500 = """{"amount":500,"to":"Größe"}""";

    [Fact]
    public async Task Call_ApprovedWhileItWaits_IsAnsweredByTheUpstreamOnTheSameRequest()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();

        Assert.Equal(200, (await gateway.DecideAsync(id, "approve")).Status);

        var answer = await call;
        Assert.Equal("text/event-stream", answer.ContentType);
        Assert.StartsWith(OpenedStream.Comment, answer.Text, StringComparison.Ordinal);
        Assert.Equal(Payments.Result, answer.Events().Last());
        Assert.Equal(Payments.Call(Pay500), Assert.Single(gateway.Upstream.Requests).Text);
        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
    }

    // The call does not have to wait for the next time it would read the approval, half a second later.
    [Fact]
    public async Task Call_ApprovedBeforeItsWaitBegins_IsAnsweredAtOnce()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Flows.AfterNextStart = async _ => await gateway.DecideAsync(gateway.Approval().Id, "approve");

        var answer = await gateway.CallAsync(token, Pay500).WaitAsync(Eventually.Timeout);

        Assert.Equal(Payments.Result, answer.Events().Last());
        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
    }

    [Fact]
    public async Task Call_WhoseApprovalRunsOutWhileItWaits_IsDenied()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Payments.Policy.Replace("15m", "20s", StringComparison.Ordinal));
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        await gateway.Time.PassUntilAsync(call);

        Assert.StartsWith("[POLICY DENIED] Nobody decided on this call in time", (await call).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        await gateway.Changed.UntilAsync(() => gateway.Approval().State == ApprovalState.Expired);
    }

    [Fact]
    public async Task Call_ThatNobodyDecidesOn_IsKeptAliveAndThenAnsweredPending()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500, more: ""","_meta":{"progressToken":"p-1"}""");
        await gateway.PendingAsync();
        var began = gateway.Time.GetUtcNow();

        await gateway.Time.PassUntilAsync(call);

        var answer = await call;
        Assert.InRange(gateway.Time.GetUtcNow() - began, TimeSpan.FromSeconds(44), TimeSpan.FromSeconds(60));
        var progress = answer.Events().SkipLast(1).Select(data => JsonNode.Parse(data)?["params"]).ToArray();
        Assert.InRange(progress.Length, 3, 4);
        Assert.All(progress, each => Assert.Equal("p-1", (string?)each?["progressToken"]));
        Assert.Equal(progress.Length, progress.Select(each => (double?)each?["progress"]).Distinct().Order().Count());
        Assert.Contains(gateway.Approval().Id.ToString(), (string?)progress[0]?["message"], StringComparison.Ordinal);
        HeldAnswers.AssertPending(JsonNode.Parse(answer.Events().Last()), gateway.Approval());
    }

    [Fact]
    public async Task Call_WithoutAProgressToken_GetsCommentsOnly()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        await gateway.Time.PassUntilAsync(call);

        Assert.Single((await call).Events());
        Assert.True((await call).Text.Split(": keepalive").Length is 3 or 4);
    }

    [Fact]
    public async Task Call_OfAClientThatTakesNoEvents_IsAnsweredPendingAtOnceAsJson()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();

        var answer = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal("application/json", answer.ContentType);
        HeldAnswers.AssertPending(answer.Json, gateway.Approval());
    }

    [Fact]
    public async Task Calls_ThatAreIdentical_JoinOneApprovalAndOneOfThemPasses()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var calls = Enumerable.Range(0, 8).Select(_ => gateway.CallAsync(token, Pay500)).ToArray();
        await gateway.Changed.UntilAsync(() => gateway.Held() == calls.Length);
        var id = await gateway.PendingAsync();

        await gateway.DecideAsync(id, "approve");
        await gateway.Time.PassUntilAsync(() => Array.TrueForAll(calls, call => call.IsCompleted));

        var texts = (await Task.WhenAll(calls)).Select(answer => answer.Events().Last()).ToArray();
        Assert.Single(texts, text => text == Payments.Result);
        Assert.Equal(7, texts.Count(text => text.Contains("[APPROVAL PENDING]", StringComparison.Ordinal)));
        Assert.Single(gateway.Upstream.Requests);
        Assert.Equal([1, 2], gateway.Approvals.All.Select(approval => approval.Id.Round).Order());
    }

    [Fact]
    public async Task Call_HeldByAnotherInstance_SeesTheDecisionThere()
    {
        await using var one = await InMemoryGateway.StartAsync();
        await using var other = await InMemoryGateway.StartAsync(new() { InstanceOf = one });
        var token = await one.SetUpPaymentsAsync();
        var call = one.CallAsync(token, Pay500);
        var id = await one.PendingAsync();

        Assert.Equal(200, (await other.DecideAsync(id, "approve")).Status);
        await one.Time.PassUntilAsync(call);

        Assert.Equal(Payments.Result, (await call).Events().Last());
    }

    [Fact]
    public async Task Call_WhoseGrantIsRevokedWhileItWaits_DoesNotPass()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();
        await gateway.SendAsync("DELETE", $"/api/grants/{gateway.Approval().Subject.Grant}");
        gateway.Time.Advance(TimeSpan.FromSeconds(3));

        await gateway.DecideAsync(id, "approve");
        await gateway.Time.PassUntilAsync(call);

        Assert.Contains("The grant of this call ended", (await call).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhosePolicyAllowsItWhileItWaits_IsAnsweredOnItsStream()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();
        await gateway.Changed.UntilAsync(() => gateway.Held() == 1);

        await gateway.PublishAsync("""{"version":"1","default":"allow"}""");
        await gateway.Time.PassUntilAsync(call);

        Assert.Equal(Payments.Result, (await call).Events().Last());
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_TakenBackByANotification_IsNotAnsweredAndTheRecordStays()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        using var request = Payments.Request(token, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        using var cancelled = await gateway.OpenAsync(request);

        Assert.Equal(202, (int)cancelled.StatusCode);
        Assert.Empty((await call).Events());
        Assert.Equal(ApprovalState.Pending, gateway.Approval().State);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_CancelledWhileItsApprovalIsConsumed_IsNotMadeAndTheApprovalRestored()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        gateway.Approvals.AfterNextSave = async () =>
        {
            using var request = Payments.Request(token, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
            using var cancelled = await gateway.OpenAsync(request);
            Assert.Equal(202, (int)cancelled.StatusCode);
            return SaveResult.Saved;
        };

        Assert.Empty((await gateway.CallAsync(token, Pay500)).Text);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseClientHangsUp_KeepsTheRecordForTheRepeat()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        using (var leaving = new CancellationTokenSource())
        {
            using var request = Payments.Request(token, Payments.Call(Pay500));
            using var response = await gateway.OpenAsync(request, leaving.Token);
            await gateway.PendingAsync();
        }

        await gateway.Changed.UntilAsync(() => gateway.Held() == 0);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        Assert.Equal("paid", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken());
    }

    [Fact]
    public async Task Call_WhoseFlowCouldNotBeStarted_StartsItWithTheRepeat()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Flows.Down = true;
        await gateway.CallAsync(token, Pay500, waits: false);
        Assert.Equal(0, gateway.Flows.Started);

        gateway.Flows.Down = false;
        await gateway.CallAsync(token, Pay500, waits: false);

        await gateway.Changed.UntilAsync(() => gateway.Approval().WatchedAt is not null);
        Assert.Equal(1, gateway.Flows.Started);
    }

    [Fact]
    public async Task Call_InTheModernEra_IsAnsweredAsACompleteResult()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        const string Meta = ""","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";
        using var request = Payments.Request(token, Payments.Call(Pay500, Meta), acceptsEvents: false);
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "pay");

        using var response = await gateway.OpenAsync(request);
        var answer = await Answer.OfAsync(response);

        Assert.Equal("complete", (string?)answer.Json["result"]?["resultType"]);
        HeldAnswers.AssertPending(answer.Json, gateway.Approval());
    }
}
