using System.Diagnostics;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.Telemetry;

public sealed class TraceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string CallersSpan = "b7ad6b7169203331";
    private const string Answer = """{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""";

    [Fact]
    public async Task Call_WithTraceContext_IsASpanOfThatTrace_AndTheUpstreamIsItsChild()
    {
        await using var upstream = await AnsweringAsync();
        await using var watched = await WatchedGateway.StartAsync(azurite);
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("traced", upstream.Url, EndToEnd.Policies.AllowAll));

        await post.SendAsync(McpPost.Call("a"), ("traceparent", $"00-{Trace}-{CallersSpan}-01"), ("tracestate", "vendor=1"));
        await watched.StopAsync();

        var call = Assert.Single(watched.Spans("traced", ActivityKind.Server));
        Assert.Equal((Trace, CallersSpan), (call.TraceId.ToHexString(), call.ParentSpanId.ToHexString()));
        var sent = Assert.Single(watched.Spans("traced", ActivityKind.Client));
        Assert.Equal((Trace, call.SpanId), (sent.TraceId.ToHexString(), sent.ParentSpanId));
        var request = Assert.Single(upstream.Requests);
        Assert.Equal(($"00-{Trace}-{sent.SpanId.ToHexString()}-01", "vendor=1"), (request.Header("traceparent"), request.Header("tracestate")));
    }

    [Fact]
    public async Task Call_WithoutReadableTraceContext_BeginsATrace_AndTheStateOfTheOldOneEnds()
    {
        await using var upstream = await AnsweringAsync();
        await using var watched = await WatchedGateway.StartAsync(azurite);
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("root", upstream.Url, EndToEnd.Policies.AllowAll));

        await post.SendAsync(McpPost.Call("a"), ("traceparent", "00-nonsense-01"), ("tracestate", "vendor=1"));
        await watched.StopAsync();

        var call = Assert.Single(watched.Spans("root", ActivityKind.Server));
        Assert.Equal(default, call.ParentSpanId);
        var request = Assert.Single(upstream.Requests);
        Assert.StartsWith($"00-{call.TraceId.ToHexString()}-", request.Header("traceparent"), StringComparison.Ordinal);
        Assert.Null(request.Header("tracestate"));
    }

    [Fact]
    public async Task Call_OfATraceThatIsNotRecorded_PassesTheCallersContextUnchanged()
    {
        await using var upstream = await AnsweringAsync();
        await using var watched = await WatchedGateway.StartAsync(azurite);
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("unrecorded", upstream.Url, EndToEnd.Policies.AllowAll));

        await post.SendAsync(McpPost.Call("a"), ("traceparent", $"00-{Trace}-{CallersSpan}-00"), ("tracestate", "vendor=1"));
        await watched.StopAsync();

        Assert.Empty(watched.Spans("unrecorded", ActivityKind.Server));
        var request = Assert.Single(upstream.Requests);
        Assert.Equal(($"00-{Trace}-{CallersSpan}-00", "vendor=1"), (request.Header("traceparent"), request.Header("tracestate")));
    }

    [Fact]
    public async Task Span_OfADeniedCall_SaysWhichRuleAndNamesTheDecision()
    {
        await using var upstream = await AnsweringAsync();
        await using var watched = await WatchedGateway.StartAsync(azurite);
        var grant = await watched.Gateway.Admin.SetUpAsync("denied", upstream.Url, """{ "version": "1", "default": "deny" }""");
        using var post = new McpPost(grant);

        var (_, body) = await post.SendAsync(McpPost.Call("a"));
        await watched.StopAsync();

        var span = Assert.Single(watched.Spans("denied", ActivityKind.Server));
        Assert.Equal("tools/call", span.DisplayName);
        Assert.Equal("deny", span.GetTagItem("funcgateway.verdict"));
        Assert.Equal("(default deny)", span.GetTagItem("funcgateway.rule"));
        Assert.Equal(grant.Id, span.GetTagItem("funcgateway.grant"));
        Assert.Equal("a", span.GetTagItem("gen_ai.tool.name"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            body.GetProperty("result").GetProperty("_meta").GetProperty("funcgateway/decision").GetProperty("id").GetString(),
            span.GetTagItem("funcgateway.decision.id"));
        Assert.Empty(watched.Spans("denied", ActivityKind.Client));
    }

    [Fact]
    public async Task Span_OfACallToADeadUpstream_IsAnError()
    {
        await using var watched = await WatchedGateway.StartAsync(azurite);
        var upstream = await AnsweringAsync();
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("dead", upstream.Url, EndToEnd.Policies.AllowAll));
        await upstream.DisposeAsync();

        await post.SendAsync(McpPost.Call("a"));
        await watched.StopAsync();

        var span = Assert.Single(watched.Spans("dead", ActivityKind.Server));
        Assert.Equal(("server", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.Equal("not_sent", Assert.Single(watched.Spans("dead", ActivityKind.Client)).GetTagItem("error.type"));
    }

    private static async Task<ScriptedUpstream> AnsweringAsync()
    {
        var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.Json(Answer);
        return upstream;
    }
}
