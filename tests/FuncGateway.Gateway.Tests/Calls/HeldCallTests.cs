using System.Text.Json.Nodes;
using FuncGateway.Gateway.Approvals;
using FuncGateway.Gateway.Tests.Endpoints;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Gateway.Tests.Calls;

public sealed class HeldCallTests
{
    private const string Pay500 = """{"amount":500,"to":"Größe"}""";

    [Fact]
    public async Task Call_ApprovedWhileItWaits_IsAnsweredByTheUpstreamOnTheSameRequest()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var call = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();

        Assert.Equal(200, (await gateway.DecideAsync(id, "approve")).Status);

        var answer = await call;
        Assert.Equal("text/event-stream", answer.ContentType);
        Assert.Equal(HoldingGateway.Result, Events(answer).Last());
        Assert.Equal(HoldingGateway.Call(Pay500), Assert.Single(gateway.Upstream.Requests).Text);
        Assert.Equal(ApprovalState.Consumed, gateway.Approval.State);
    }

    [Fact]
    public async Task Vector22_ApprovedLater_TheIdenticalRepeatPassesOnceAndTheNextIsPendingAgain()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();

        var first = await gateway.CallAsync(token, Pay500, waits: false);
        Assert.StartsWith("[APPROVAL PENDING] ", Text(first), StringComparison.Ordinal);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");
        var second = await gateway.CallAsync(token, """{ "to": "Gr\u00f6\u00dfe", "amount": 5.00e2 }""", waits: false);
        var third = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal("paid", Text(second));
        Assert.StartsWith("[APPROVAL PENDING] ", Text(third), StringComparison.Ordinal);
        Assert.Equal([ApprovalState.Consumed, ApprovalState.Pending], gateway.Store.All.OrderBy(approval => approval.Id.Round).Select(approval => approval.State));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"amount":501}""", "")]
    [InlineData("""{"amount":"500"}""", "")]
    [InlineData("""{"amount":500.0000000000000000001}""", "")]
    [InlineData("""{"amount":500}""", ""","inputResponses":{"a":1}""")]
    public async Task Vector23_WithAnythingElseInIt_IsANewPendingApproval(string arguments, string more)
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        await gateway.CallAsync(token, """{"amount":500}""", waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");

        var other = await gateway.CallAsync(token, arguments, waits: false, more);

        Assert.StartsWith("[APPROVAL PENDING] ", Text(other), StringComparison.Ordinal);
        Assert.Equal(2, gateway.Store.All.Select(approval => approval.Id.Call).Distinct().Count());
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_OfAnotherGrant_NeedsItsOwnApproval()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");

        Assert.StartsWith("[APPROVAL PENDING] ", Text(await gateway.CallAsync(await gateway.MintAsync(), Pay500, waits: false)), StringComparison.Ordinal);
        Assert.Equal("paid", Text(await gateway.CallAsync(token, Pay500, waits: false)));
    }

    [Theory]
    [InlineData("\"timeout\":\"15m\"", "\"timeout\":\"16m\"", false)]
    [InlineData("\"default\":\"allow\"", "\"default\":\"deny\",\"description\":\"another rule changed\"", true)]
    public async Task Call_AfterThePolicyChanged_NeedsANewApprovalOnlyIfItsRuleDid(string before, string after, bool passes)
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");
        await gateway.PublishAsync(HoldingGateway.Policy.Replace(before, after, StringComparison.Ordinal));
        gateway.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(passes, Text(await gateway.CallAsync(token, Pay500, waits: false)) == "paid");
    }

    [Fact]
    public async Task Vector24_WhenTheUpstreamCannotBeReached_TheApprovalIsRestored()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync(upstream: "http://127.0.0.1:1/mcp");
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");

        var failed = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal(502, failed.Status);
        Assert.Equal(ApprovalState.Approved, gateway.Approval.State);
        await gateway.AdminAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}"}""");
        gateway.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("paid", Text(await gateway.CallAsync(token, Pay500, waits: false)));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}""", ApprovalState.Approved)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[],"isError":true}}""", ApprovalState.Consumed)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""", ApprovalState.Consumed)]
    public async Task Call_AnsweredByTheUpstream_IsRestoredOnlyByAJsonRpcError(string answer, ApprovalState state)
    {
        foreach (var isStream in new[] { false, true })
        {
            await using var gateway = await HoldingGateway.StartAsync();
            var token = await gateway.SetUpAsync();
            gateway.Upstream.Otherwise = _ => isStream ? Reply.EventStream(ReplyStep.Event(answer)) : Reply.Json(answer);
            await gateway.CallAsync(token, Pay500, waits: false);
            await gateway.DecideAsync(gateway.Approval.Id, "approve");

            Assert.Contains(answer, (await gateway.CallAsync(token, Pay500, waits: false)).Text, StringComparison.Ordinal);

            Assert.Equal(state, gateway.Approval.State);
        }
    }

    [Fact]
    public async Task Call_WhoseUpstreamDiedAfterSending_StaysConsumed()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        gateway.Upstream.Otherwise = _ => Reply.Json("") with { Steps = [new ReplyStep.Abort()] };
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");

        Assert.Equal(502, (await gateway.CallAsync(token, Pay500, waits: false)).Status);

        Assert.Equal(ApprovalState.Consumed, gateway.Approval.State);
    }

    [Fact]
    public async Task Call_Refused_IsDeniedWithTheReasonAsLongAsTheTimeout()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval.Id, "refuse", "Too much");

        var denied = Text(await gateway.CallAsync(token, Pay500));

        Assert.StartsWith("[POLICY DENIED] Not today. Reason given: Too much.", denied, StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.StartsWith("[POLICY DENIED]", Text(await gateway.CallAsync(token, Pay500)), StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.StartsWith("[APPROVAL PENDING]", Text(await gateway.CallAsync(token, Pay500, waits: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhoseApprovalRunsOutWhileItWaits_IsDenied()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync(HoldingGateway.Policy.Replace("15m", "20s", StringComparison.Ordinal));
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        await gateway.PassUntilAsync(() => call.IsCompleted);

        Assert.StartsWith("[POLICY DENIED] Nobody decided on this call in time", Text(await call), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        await HoldingGateway.Until(() => gateway.Approval.State == ApprovalState.Expired);
    }

    [Fact]
    public async Task Call_ThatNobodyDecidesOn_IsKeptAliveAndThenAnsweredPending()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var call = gateway.CallAsync(token, Pay500, more: ""","_meta":{"progressToken":"p-1"}""");
        await gateway.PendingAsync();
        var began = gateway.Time.GetUtcNow();

        await gateway.PassUntilAsync(() => call.IsCompleted);

        var answer = await call;
        Assert.InRange(gateway.Time.GetUtcNow() - began, TimeSpan.FromSeconds(44), TimeSpan.FromSeconds(60));
        var progress = Events(answer).SkipLast(1).Select(data => JsonNode.Parse(data)?["params"]).ToArray();
        Assert.InRange(progress.Length, 3, 4);
        Assert.All(progress, each => Assert.Equal("p-1", (string?)each?["progressToken"]));
        Assert.Equal(progress.Length, progress.Select(each => (double?)each?["progress"]).Distinct().Order().Count());
        Assert.Contains(gateway.Approval.Id.ToString(), (string?)progress[0]?["message"], StringComparison.Ordinal);
        AssertPending(JsonNode.Parse(Events(answer).Last()), gateway.Approval);
    }

    [Fact]
    public async Task Call_WithoutAProgressToken_GetsCommentsOnly()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        await gateway.PassUntilAsync(() => call.IsCompleted);

        Assert.Single(Events(await call));
        Assert.True((await call).Text.Split(": keepalive").Length is 3 or 4);
    }

    [Fact]
    public async Task Call_OfAClientThatTakesNoEvents_IsAnsweredPendingAtOnceAsJson()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();

        var answer = await gateway.CallAsync(token, Pay500, waits: false);

        Assert.Equal("application/json", answer.ContentType);
        AssertPending(answer.Json, gateway.Approval);
    }

    [Fact]
    public async Task Calls_ThatAreIdentical_JoinOneApprovalAndOneOfThemPasses()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var calls = Enumerable.Range(0, 8).Select(_ => gateway.CallAsync(token, Pay500)).ToArray();
        var id = await gateway.PendingAsync();

        await gateway.DecideAsync(id, "approve");
        await gateway.PassUntilAsync(() => Array.TrueForAll(calls, call => call.IsCompleted));

        var texts = (await Task.WhenAll(calls)).Select(answer => Events(answer).Last()).ToArray();
        Assert.Single(texts, text => text == HoldingGateway.Result);
        Assert.Equal(7, texts.Count(text => text.Contains("[APPROVAL PENDING]", StringComparison.Ordinal)));
        Assert.Single(gateway.Upstream.Requests);
        Assert.Equal([1, 2], gateway.Store.All.Select(approval => approval.Id.Round).Order());
    }

    [Fact]
    public async Task Call_HeldByAnotherInstance_SeesTheDecisionThere()
    {
        await using var one = await HoldingGateway.StartAsync();
        await using var other = await HoldingGateway.StartAsync(one);
        var token = await one.SetUpAsync();
        var call = one.CallAsync(token, Pay500);
        var id = await one.PendingAsync();

        Assert.Equal(200, (await other.DecideAsync(id, "approve")).Status);
        await one.PassUntilAsync(() => call.IsCompleted);

        Assert.Equal(HoldingGateway.Result, Events(await call).Last());
    }

    [Fact]
    public async Task Call_WhoseGrantIsRevokedWhileItWaits_DoesNotPass()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var call = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();
        await gateway.AdminAsync("DELETE", $"/api/grants/{gateway.Approval.Subject.Grant}");
        gateway.Time.Advance(TimeSpan.FromSeconds(3));

        await gateway.DecideAsync(id, "approve");
        await gateway.PassUntilAsync(() => call.IsCompleted);

        Assert.Contains("The grant of this call ended", Text(await call), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_TakenBackByANotification_IsNotAnsweredAndTheRecordStays()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        var call = gateway.CallAsync(token, Pay500);
        await gateway.PendingAsync();

        using var request = gateway.Request(token, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        using var cancelled = await gateway.SendAsync(request);

        Assert.Equal(202, (int)cancelled.StatusCode);
        Assert.Empty(Events(await call));
        Assert.Equal(ApprovalState.Pending, gateway.Approval.State);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseClientHangsUp_KeepsTheRecordForTheRepeat()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        using (var leaving = new CancellationTokenSource())
        {
            using var request = gateway.Request(token, HoldingGateway.Call(Pay500));
            using var response = await gateway.SendAsync(request, leaving.Token);
            await gateway.PendingAsync();
        }

        await HoldingGateway.Until(() => gateway.Held == 0);
        await gateway.DecideAsync(gateway.Approval.Id, "approve");

        Assert.Equal("paid", Text(await gateway.CallAsync(token, Pay500, waits: false)));
    }

    [Fact]
    public async Task Call_WithoutAnEncryptionKey_IsDeniedAndSaysSo()
    {
        await using var gateway = await HoldingGateway.StartAsync(hasKey: false);
        var token = await gateway.SetUpAsync();

        var text = Text(await gateway.CallAsync(token, Pay500));

        Assert.Equal("[POLICY DENIED] This call needs a person's approval, and approvals cannot be kept at the moment; the call was not made.", text);
        Assert.Empty(gateway.Store.All);
    }

    [Fact]
    public async Task Call_WhileTheStoreIsAway_IsDenied()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        gateway.Store.Outage.Down = true;

        Assert.StartsWith("[POLICY DENIED] This call needs a person's approval", Text(await gateway.CallAsync(token, Pay500)), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_RefusedByALimitAfterItsApproval_GivesTheApprovalBack()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync(
            """{"version":"1","default":"deny","tools":{"pay":{"require_approval":[{"conditions":[]}],"limits":[{"counter":"c","window":"day","max":1}]}}}""");
        for (var round = 1; round <= 2; round++)
        {
            await gateway.CallAsync(token, Pay500, waits: false);
            await gateway.DecideAsync(await gateway.PendingAsync(round), "approve");
            Assert.Equal(round == 1, Text(await gateway.CallAsync(token, Pay500, waits: false)) == "paid");
        }

        Assert.Equal([ApprovalState.Consumed, ApprovalState.Approved], gateway.Store.All.OrderBy(approval => approval.Id.Round).Select(approval => approval.State));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseFlowCouldNotBeStarted_StartsItWithTheRepeat()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        gateway.Flows.Down = true;
        await gateway.CallAsync(token, Pay500, waits: false);
        Assert.Equal(0, gateway.Flows.Started);

        gateway.Flows.Down = false;
        await gateway.CallAsync(token, Pay500, waits: false);

        await HoldingGateway.Until(() => gateway.Approval.WatchedAt is not null);
        Assert.Equal(1, gateway.Flows.Started);
    }

    [Fact]
    public async Task Call_InTheModernEra_IsAnsweredAsACompleteResult()
    {
        await using var gateway = await HoldingGateway.StartAsync();
        var token = await gateway.SetUpAsync();
        const string Meta = ""","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";
        using var request = gateway.Request(token, HoldingGateway.Call(Pay500, Meta), acceptsEvents: false);
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "pay");

        using var response = await gateway.SendAsync(request);
        var answer = await Answer.OfAsync(response);

        Assert.Equal("complete", (string?)answer.Json["result"]?["resultType"]);
        AssertPending(answer.Json, gateway.Approval);
    }

    private static void AssertPending(JsonNode? message, Approval approval)
    {
        var result = message?["result"];
        var text = (string?)result?["content"]?[0]?["text"];
        Assert.True((bool?)result?["isError"]);
        Assert.StartsWith("[APPROVAL PENDING] A person must approve this call", text, StringComparison.Ordinal);
        Assert.Contains($"/api/approvals/{approval.Id}", text, StringComparison.Ordinal);
        Assert.Contains("Do not poll", text, StringComparison.Ordinal);
        var data = result?["_meta"]?["funcgateway/approval"];
        Assert.Equal((approval.Id.ToString(), "pending", 60), ((string?)data?["id"], (string?)data?["state"], (int?)data?["retryAfter"]));
        Assert.Equal(approval.ExpiresAt, DateTimeOffset.Parse((string?)data?["expiresAt"] ?? "", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("/tools/pay/require_approval/0", (string?)result?["_meta"]?["funcgateway/decision"]?["rule"]);
        Assert.Equal(Samples.Noon, approval.CreatedAt);
    }

    private static string[] Events(Answer answer) =>
        [.. answer.Text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])];

    private static string Text(Answer answer)
    {
        var message = answer.ContentType == "text/event-stream" ? JsonNode.Parse(Events(answer).Last()) : answer.Json;
        return (string?)message?["result"]?["content"]?[0]?["text"] ?? answer.Text;
    }
}
