using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>Tests what an approval permits, and when it is given back.</summary>
public sealed class ApprovedCallTests
{
    private const string Pay500 = """{"amount":500,"to":"Größe"}""";

    [Fact]
    public async Task Vector22_ApprovedLater_TheIdenticalRepeatPassesOnceAndTheNextIsPendingAgain()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();

        var first = await gateway.CallAsync(token, Pay500, waits: false);
        Assert.StartsWith("[APPROVAL PENDING] ", first.Spoken(), StringComparison.Ordinal);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        var second = await gateway.CallAsync(token, """{ "to": "Gr\u00f6\u00dfe", "amount": 5.00e2 }""", waits: false);
        var third = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal("paid", second.Spoken());
        Assert.StartsWith("[APPROVAL PENDING] ", third.Spoken(), StringComparison.Ordinal);
        Assert.Equal([ApprovalState.Consumed, ApprovalState.Pending], gateway.Approvals.All.OrderBy(approval => approval.Id.Round).Select(approval => approval.State));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"amount":501}""", "")]
    [InlineData("""{"amount":"500"}""", "")]
    [InlineData("""{"amount":500.0000000000000000001}""", "")]
    [InlineData("""{"amount":500}""", ""","inputResponses":{"a":1}""")]
    public async Task Vector23_WithAnythingElseInIt_IsANewPendingApproval(string arguments, string more)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, """{"amount":500}""", waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        var other = await gateway.CallAsync(token, arguments, waits: false, more);

        Assert.StartsWith("[APPROVAL PENDING] ", other.Spoken(), StringComparison.Ordinal);
        Assert.Equal(2, gateway.Approvals.All.Select(approval => approval.Id.Call).Distinct().Count());
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_OfAnotherGrant_NeedsItsOwnApproval()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        Assert.StartsWith("[APPROVAL PENDING] ", (await gateway.CallAsync(await gateway.MintAsync(), Pay500, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.Equal("paid", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken());
    }

    [Theory]
    [InlineData("\"timeout\":\"15m\"", "\"timeout\":\"16m\"", false)]
    [InlineData("\"default\":\"allow\"", "\"default\":\"deny\",\"description\":\"another rule changed\"", true)]
    public async Task Call_AfterThePolicyChanged_NeedsANewApprovalOnlyIfItsRuleDid(string before, string after, bool passes)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        await gateway.PublishAsync(Payments.Policy.Replace(before, after, StringComparison.Ordinal));
        gateway.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(passes, (await gateway.CallAsync(token, Pay500, waits: false)).Spoken() == "paid");
    }

    [Fact]
    public async Task Vector24_WhenTheUpstreamCannotBeReached_TheApprovalIsRestored()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(upstream: "http://127.0.0.1:1/mcp");
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        var failed = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal(502, failed.Status);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
        Assert.Equal(502, (await gateway.CallAsync(token, Pay500, waits: false)).Status);
        Assert.Equal((ApprovalState.Approved, null), (gateway.Approval().State, gateway.Approval().Ending));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}""", RunOutcome.Error)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[],"isError":true}}""", RunOutcome.Error)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""", RunOutcome.Answered)]
    public async Task Vector24b_WhateverTheUpstreamAnswers_TheApprovalStaysConsumedAndKnowsHowItEnded(string answer, RunOutcome outcome)
    {
        foreach (var isStream in new[] { false, true })
        {
            await using var gateway = await InMemoryGateway.StartAsync();
            var token = await gateway.SetUpPaymentsAsync();
            gateway.Upstream.Otherwise = _ => isStream ? Reply.EventStream(ReplyStep.Event(answer)) : Reply.Json(answer);
            await gateway.CallAsync(token, Pay500, waits: false);
            await gateway.DecideAsync(gateway.Approval().Id, "approve");

            Assert.Contains(answer, (await gateway.CallAsync(token, Pay500, waits: false)).Text, StringComparison.Ordinal);

            await gateway.Changed.UntilAsync(() => gateway.Approval().Ending is not null);
            Assert.Equal((ApprovalState.Consumed, outcome, true), (gateway.Approval().State, gateway.Approval().Ending?.Outcome, gateway.Approval().Ending?.IsDelivered));
        }
    }

    [Fact]
    public async Task Call_WhoseUpstreamDiedAfterSending_StaysConsumed()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => Reply.Json("") with { Steps = [new ReplyStep.Abort()] };
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");

        Assert.Equal(502, (await gateway.CallAsync(token, Pay500, waits: false)).Status);

        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
    }

    [Fact]
    public async Task Call_Refused_IsDeniedWithTheReasonAsLongAsTheTimeout()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "refuse", "Too much");

        var denied = (await gateway.CallAsync(token, Pay500)).Spoken();

        Assert.StartsWith("[POLICY DENIED] Not today. Reason given: Too much.", denied, StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.StartsWith("[POLICY DENIED]", (await gateway.CallAsync(token, Pay500)).Spoken(), StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.StartsWith("[APPROVAL PENDING]", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutAnEncryptionKey_IsDeniedAndSaysSo()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasEncryptionKey = false });
        var token = await gateway.SetUpPaymentsAsync();

        var text = (await gateway.CallAsync(token, Pay500)).Spoken();

        Assert.Equal("[POLICY DENIED] This call needs a person's approval, and approvals cannot be stored at the moment; the call was not made.", text);
        Assert.Empty(gateway.Approvals.All);
    }

    [Fact]
    public async Task Call_WhileTheStoreIsAway_IsDenied()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Approvals.Outage.Down = true;

        Assert.StartsWith("[POLICY DENIED] This call needs a person's approval", (await gateway.CallAsync(token, Pay500)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseConsumingIsAnsweredAsAConflictWithItself_IsMade()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        gateway.Approvals.AfterNextSave = () => Task.FromResult(SaveResult.Conflict);

        Assert.Equal("paid", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken());
        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
    }

    [Fact]
    public async Task Call_WhoseConsumingIsNotAnswered_IsDeniedAndTheApprovalRestored()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        gateway.Approvals.AfterNextSave = () => throw new StoreUnavailableException("The response was lost.");

        Assert.StartsWith("[POLICY DENIED] This call needs a person's approval", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseLimitIsSpent_IsDeniedBeforePeopleAreAsked()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(
            """{"version":"1","default":"deny","tools":{"pay":{"require_approval":[{"conditions":[]}],"limits":[{"counter":"c","window":"day","max":1}]}}}""");
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");
        Assert.Equal("paid", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken());

        foreach (var arguments in new[] { Pay500, """{"amount":1}""" })
        {
            var denied = await gateway.CallAsync(token, arguments, waits: false);
            Assert.StartsWith("[POLICY DENIED] Limit of 1 per day reached; it resets in", denied.Spoken(), StringComparison.Ordinal);
            Assert.NotNull((string?)denied.Json["result"]?["_meta"]?["funcgateway/decision"]?["resetAt"]);
        }

        Assert.Equal(ApprovalState.Consumed, gateway.Approval().State);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_RefusedByALimitThatFilledAfterItsApproval_GivesTheApprovalBack()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(
            """{"version":"1","default":"allow","tools":{"pay":{"require_approval":[{"conditions":[]}]}},"all_tools":{"limits":[{"counter":"c","window":"day","max":1}]}}""");
        var held = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();
        using var other = Payments.Request(token, Payments.Call().Replace("\"pay\"", "\"look\"", StringComparison.Ordinal), acceptsEvents: false);
        using var looked = await gateway.OpenAsync(other);

        await gateway.DecideAsync(id, "approve");

        Assert.StartsWith("[POLICY DENIED] Limit of 1 per day reached", (await held).Spoken(), StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Approved, gateway.Approval().State);
        Assert.Single(gateway.Upstream.Requests);
    }
}
