using System.Diagnostics;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>What a person approves is what runs: everything in a held call is bound and shown, or refused.</summary>
public sealed class BoundContentTests
{
    private const string Pay500 = """{"amount":500}""";
    private const string Everything =
        ""","task":{"ttl":60000},"inputResponses":{"q":{"action":"accept","content":{"pin":123456}}},"requestState":"s-1","_meta":{"progressToken":1,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","tracestate":"a=b","baggage":"c=d","io.modelcontextprotocol/clientInfo":{"name":"x"},"io.modelcontextprotocol/logLevel":"debug","com.example/account":"savings"}""";

    [Theory]
    [InlineData(""","extra":1""", "\"extra\"")]
    [InlineData(""","\u0065xtra":1,"argument":{},"x\u202Ey":2""", "\"extra\", \"argument\", \"x\\u{202e}y\"")]
    public async Task Params_WithAMemberThatIsNotShown_AreRefusedNamingIt(string more, string named)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();

        var refused = await gateway.CallAsync(token, Pay500, waits: false, more);

        Assert.Equal(-32602, (int?)refused.Json["error"]?["code"]);
        Assert.Contains(named, (string?)refused.Json["error"]?["message"], StringComparison.Ordinal);
        Assert.Empty(gateway.Approvals.All);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Message_WithAMemberBesideParams_IsRefusedNamingIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        using var request = Payments.Request(token, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay"},"hint":"more"}""", acceptsEvents: false);
        using var response = await gateway.OpenAsync(request);

        Assert.Contains("\\u0022hint\\u0022", (await Answer.OfAsync(response)).Text, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Person_IsShownEverythingThatIsBound()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await CallAsync(gateway, token, Everything, ("Mcp-Param-Region", "eu"));

        var shown = (await gateway.SendAsync("GET", $"/api/approvals/{gateway.Approval().Id}")).Json;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Pay500), shown["arguments"]));
        var bound = JsonNode.Parse("""{"task":{"ttl":60000},"inputResponses":{"q":{"action":"accept","content":{"pin":123456}}},"requestState":"s-1","_meta":{"com.example/account":"savings"},"headers":{"mcp-param-region":"eu"}}""");
        Assert.True(JsonNode.DeepEquals(bound, shown["alsoBound"]), shown.ToJsonString());
        Assert.DoesNotContain("123456", (await gateway.SendAsync("GET", "/api/approvals")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ttl\":60000", "\"ttl\":60001")]
    [InlineData("123456", "123457")]
    [InlineData("s-1", "s-2")]
    [InlineData("savings", "current")]
    public async Task Call_ThatDiffersInSomethingBound_NeedsAnotherApproval(string before, string after)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Everything);

        var other = await CallAsync(gateway, token, Everything.Replace(before, after, StringComparison.Ordinal));

        Assert.StartsWith("[APPROVAL PENDING]", other.Spoken(), StringComparison.Ordinal);
        Assert.Equal("paid", (await CallAsync(gateway, token, Everything)).Spoken());
    }

    [Fact]
    public async Task Call_ThatDiffersInWhatChangesFromTryToTry_IsTheSame()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Everything);

        var next = Everything.Replace("\"progressToken\":1", "\"progressToken\":\"2\"", StringComparison.Ordinal).Replace("c=d", "c=e", StringComparison.Ordinal).Replace("\"x\"", "\"y\"", StringComparison.Ordinal);

        Assert.Equal("paid", (await CallAsync(gateway, token, next)).Spoken());
    }

    [Fact]
    public async Task Refusal_IsNotEvadedByWhatThePersonCannotSee()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await CallAsync(gateway, token, Everything);
        await gateway.DecideAsync(gateway.Approval().Id, "refuse");

        foreach (var (name, value) in new[] { ("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("baggage", "x=1"), ("Mcp-Other", "1"), ("Last-Event-ID", "7") })
        {
            Assert.StartsWith("[POLICY DENIED] Not today.", (await CallAsync(gateway, token, Everything.Replace("debug", "info", StringComparison.Ordinal), (name, value))).Spoken(), StringComparison.Ordinal);
        }

        Assert.Single(gateway.Approvals.All);
    }

    [Fact]
    public async Task ApprovedCall_SendsOnlyTheProtocolsHeadersAndTheBoundOnes()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        (string, string)[] headers = [("Mcp-Param-Region", "eu"), ("Mcp-Other", "1"), ("baggage", "a=b"), ("tracestate", "a=b"), ("Last-Event-ID", "7")];
        await CallAsync(gateway, token, "", headers);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        await CallAsync(gateway, token, "", headers);

        var sent = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal("eu", sent.Header("Mcp-Param-Region"));
        Assert.All(["Mcp-Other", "baggage", "tracestate", "Last-Event-ID"], name => Assert.Null(sent.Header(name)));
    }

    [Theory]
    [InlineData("""{"name":"Bank","upstreamUrl":"{url}?account=2"}""")]
    [InlineData("""{"name":"Bank","upstreamUrl":"{url}","headers":{"X-Account":"2"}}""")]
    public async Task Approval_ForOneUpstream_IsNoneForAnother(string server)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, "");

        var changed = await gateway.SendAsync("PUT", "/api/servers/bank", server.Replace("{url}", gateway.Upstream.Url.AbsoluteUri, StringComparison.Ordinal));
        Assert.InRange(changed.Status, 200, 204);
        gateway.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.StartsWith("[APPROVAL PENDING]", (await CallAsync(gateway, token, "")).Spoken(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Id_OfAnApproval_DoesNotLetShortArgumentsBeGuessed()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await CallAsync(gateway, token, "");

        var listed = (await gateway.SendAsync("GET", "/api/approvals")).Json["items"]?[0];
        var guess = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""{"arguments":{"amount":500}}"""u8));
        Assert.NotEqual(guess, (string?)listed?["contentHmac"]);
        Assert.Equal(64, ((string?)listed?["contentHmac"])?.Length);
    }

    [Fact]
    public async Task Call_CancelledWhileHeld_HasItsApprovalInTheAudit()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token, Pay500);
        var id = await gateway.PendingAsync();
        await gateway.Changed.UntilAsync(() => gateway.Held() == 1);
        using var request = Payments.Request(token, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        using var cancelled = await gateway.OpenAsync(request);
        await call;

        var audit = (await gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray();
        Assert.Contains(audit ?? [], entry => (string?)entry?["approval"] == id.ToString());
    }

    private static async Task<string> ApprovedAsync(InMemoryGateway gateway, string more)
    {
        var token = await gateway.SetUpPaymentsAsync();
        await CallAsync(gateway, token, more);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        return token;
    }

    private static async Task<Answer> CallAsync(InMemoryGateway gateway, string token, string more, params (string Name, string Value)[] headers)
    {
        foreach (var state in new[] { "s-1", "s-2" })
        {
            await gateway.GiveStateAsync(token, state);
        }

        using var request = Payments.Request(token, Payments.Call(Pay500, more), acceptsEvents: false);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await gateway.OpenAsync(request);
        return await Answer.OfAsync(response);
    }

    [Theory]
    [InlineData(",\"task\":null")]
    [InlineData(",\"inputResponses\":null,\"requestState\":null")]
    [InlineData(",\"_meta\":null")]
    public async Task NullMember_IsTheSameCallAsWithoutIt_SoARefusalIsNotEvaded(string more)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, waits: false);
        await gateway.DecideAsync(gateway.Approvals.All[0].Id, "refuse");

        var again = await gateway.CallAsync(token, waits: false, more: more);

        Assert.StartsWith("[POLICY DENIED]", again.Spoken(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TraceOfTheClient_DoesNotReachTheServerOfAnApprovedCall()
    {
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        await gateway.CallAsync(token, waits: false);
        await gateway.DecideAsync(gateway.Approvals.All[0].Id, "approve");

        await gateway.SendAsync("POST", "/mcp/bank", Payments.Call(), token, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Accept", "application/json"));

        Assert.Null(gateway.Upstream.Requests[^1].Header("traceparent"));
    }
}
