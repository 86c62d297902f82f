using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>An approved call whose answer did not reach its client: what the agent is told, and what the people see who are asked again.</summary>
public sealed class LostAnswerTests
{
    private const string Pay500 = """{"amount":500}""";

    [Fact]
    public async Task Vector24b_TheNextIdenticalCallIsToldWhatBecameOfIt_AndAFurtherOneAsksPeopleAnew()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.Json("") with { Steps = [new ReplyStep.Abort()] });
        await gateway.CallAsync(token, Pay500, waits: false);
        await EndedAsync(gateway);
        var used = gateway.Approval();

        var told = await gateway.CallAsync(token, Pay500, waits: false);
        var again = await gateway.CallAsync(token, Pay500, waits: false);

        AssertTold(told.Json, used, "unknown");
        Assert.StartsWith("[APPROVAL PENDING]", again.Spoken(), StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(2, gateway.Approvals.All.Count);
        Assert.Equal(used.Run, gateway.Approvals.All.Single(approval => approval.Id.Round == 2).Before);
    }

    [Fact]
    public async Task Call_WhoseClientLeftBeforeTheAnswer_IsToldOnTheNextTry()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}}"""), ReplyStep.Forever()));
        using (var request = Payments.Request(token, Payments.Call(Pay500)))
        using (var response = await gateway.OpenAsync(request))
        {
            Assert.Equal(200, (int)response.StatusCode);
            await gateway.Upstream.NextRequestAsync(default);
        }

        await EndedAsync(gateway);
        AssertTold((await gateway.CallAsync(token, Pay500, waits: false)).Json, gateway.Approval(), "unknown");
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_WhoseProcessEndedBeforeItsEndingWasRecorded_CountsAsUnknownAndNotDelivered()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.Json(Payments.Result));
        var stored = await gateway.Approvals.FindAsync(gateway.Approval().Id, default) ?? throw new InvalidOperationException("The approval is gone.");
        var consumed = Assert.IsType<ApprovalChange.Done>(stored.Value.Consume("01ARZ3NDEKTSV4RRFFQ69G5FAV", gateway.Time.GetUtcNow())).Next;
        await gateway.Approvals.SaveAsync(consumed, stored.Version, default);

        // Its process may still be at work, so a client that accepts events waits for the end first.
        var call = gateway.CallAsync(token, Pay500);
        await gateway.Time.PassUntilAsync(call);

        var told = await call;
        AssertTold(JsonNode.Parse(told.Events().Last()), consumed, "unknown");
        Assert.Contains("may still be under way", told.Spoken(), StringComparison.Ordinal);
        Assert.StartsWith("[APPROVAL PENDING]", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_ThatIsIdenticalToOneUnderWay_WaitsForItsEnd()
    {
        var goOn = new TaskCompletionSource();
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.EventStream(new ReplyStep.Wait(goOn.Task), ReplyStep.Event(Payments.Result)));
        var first = gateway.CallAsync(token, Pay500);
        await gateway.Upstream.NextRequestAsync(default);
        var second = gateway.CallAsync(token, Pay500);
        await gateway.Changed.UntilAsync(() => gateway.Held() == 1);

        goOn.SetResult();

        Assert.Equal(Payments.Result, (await first).Events().Last());
        await gateway.PendingAsync(round: 2);
        await gateway.Time.PassUntilAsync(second);
        Assert.StartsWith("[APPROVAL PENDING]", (await second).Spoken(), StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Vector22_ThePersonIsShownThatAnIdenticalCallRanBeforeAndHowItEnded()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.Json("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}"""));
        await gateway.CallAsync(token, Pay500, waits: false);
        await EndedAsync(gateway);
        await gateway.CallAsync(token, Pay500, waits: false);

        var shown = (await gateway.SendAsync("GET", $"/api/approvals/{await gateway.PendingAsync(round: 2)}")).Json["before"];

        var used = gateway.Approvals.All.Single(approval => approval.Id.Round == 1);
        Assert.Equal((used.Id.ToString(), used.ConsumedBy, "error", true), ((string?)shown?["approval"], (string?)shown?["decisionId"], (string?)shown?["outcome"], (bool?)shown?["isDelivered"]));
        Assert.StartsWith("An identical call was sent at 2026-", (string?)shown?["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhoseEndingCouldNotBeRecorded_ReadsAsUnknown()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Reply.Json(Payments.Result));
        gateway.Upstream.Otherwise = _ =>
        {
            gateway.Approvals.Outage.Down = true;
            return Reply.Json(Payments.Result);
        };

        Assert.Equal("paid", (await gateway.CallAsync(token, Pay500, waits: false)).Spoken());
        await Eventually.Async(() => gateway.Log.Lines.Any(line => line.Contains("could not be recorded", StringComparison.Ordinal)));
        gateway.Approvals.Outage.Down = false;

        AssertTold((await gateway.CallAsync(token, Pay500, waits: false)).Json, gateway.Approval(), "unknown");
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Calls_ThatAreIdenticalOnTwoInstances_RunOncePerApproval()
    {
        await using var one = await InMemoryGateway.StartAsync();
        await using var other = await InMemoryGateway.StartAsync(new() { InstanceOf = one });
        var token = await ApprovedAsync(one, Reply.Json("") with { Steps = [new ReplyStep.Abort()] });

        await Task.WhenAll(Enumerable.Range(0, 12).Select(call => (call % 2 == 0 ? one : other).CallAsync(token, Pay500, waits: false)));

        Assert.Single(one.Upstream.Requests);
    }

    /// <summary>A grant with an approval for its call, which the upstream then answers so.</summary>
    private static async Task<string> ApprovedAsync(InMemoryGateway gateway, Reply reply)
    {
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => reply;
        await gateway.CallAsync(token, Pay500, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        return token;
    }

    private static Task EndedAsync(InMemoryGateway gateway) => gateway.Changed.UntilAsync(() => gateway.Approvals.All.Any(approval => approval.Ending is not null));

    private static void AssertTold(JsonNode? answer, Approval used, string outcome)
    {
        var result = answer?["result"];
        var text = (string?)result?["content"]?[0]?["text"] ?? "";
        var data = result?["_meta"]?["funcgateway/approval"];
        Assert.True((bool?)result?["isError"]);
        Assert.StartsWith("[ALREADY SENT] This call was not made", text, StringComparison.Ordinal);
        Assert.All([used.Id.ToString(), used.ConsumedBy ?? "", $"'{outcome}'", "2026-"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal((used.Id.ToString(), "consumed", outcome, used.ConsumedBy), ((string?)data?["id"], (string?)data?["state"], (string?)data?["outcome"], (string?)data?["decision"]));
        Assert.Equal(used.ConsumedAt, (DateTimeOffset?)data?["sentAt"]);
    }
}
