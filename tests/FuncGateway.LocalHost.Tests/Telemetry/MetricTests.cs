using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.Telemetry;

public sealed class MetricTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Calls_AreCountedByVerdict()
    {
        const string Policy = """
            { "version": "1", "default": "deny", "hide": ["ghost"], "tools": { "a": { "limits": [ { "counter": "a", "window": "minute", "max": 2 } ] } } }
            """;
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var watched = await WatchedGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("counted", upstream.Url, Policy));

        foreach (var tool in new[] { "a", "a", "a", "b", "ghost" })
        {
            await post.CallAsync(tool);
        }

        await post.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");
        await post.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"made/up"}""");
        await post.SendAsync("not JSON");
        await watched.StopAsync();

        Assert.Equal(2, Calls("allow", "tools/call"));
        Assert.Equal(1, Calls("limited", "tools/call"));
        Assert.Equal(1, Calls("deny", "tools/call"));
        Assert.Equal(1, Calls("hidden", "tools/call"));
        Assert.Equal(1, Calls("unjudged", "tools/list"));
        Assert.Equal(1, Calls("deny", "_OTHER"));
        Assert.Equal(1, watched.Measured("funcgateway.calls", ("funcgateway.server", "counted"), ("funcgateway.verdict", "rejected")));
        Assert.Equal(8, watched.Measured("funcgateway.call.duration", ("funcgateway.server", "counted")));

        double Calls(string verdict, string method) => watched.Measured(
            "funcgateway.calls", ("funcgateway.server", "counted"), ("funcgateway.verdict", verdict), ("mcp.method.name", method));
    }

    [Fact]
    public async Task FirstLimitedCall_ThatNothingWarmed_IsAWaitForALease()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var watched = await WatchedGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("leased", upstream.Url, EndToEnd.Policies.Limited("a", 30)));

        await post.CallAsync("a");
        await watched.StopAsync();

        Assert.Equal(1, watched.Measured("funcgateway.lease.wait", ("funcgateway.server", "leased")));
    }

    [Fact]
    public async Task CutAnswer_OfTheUpstream_IsAFaultOfTheServerSide()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.EventStream(ReplyStep.Text(": hello\n\n"), new ReplyStep.Abort());
        await using var watched = await WatchedGateway.StartAsync(azurite);
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync("cut", upstream.Url, EndToEnd.Policies.AllowAll));

        using (var answer = await post.SendAsync(post.Request(McpPost.Call("a"))))
        {
            Assert.Contains("is not known", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await watched.StopAsync();

        Assert.Equal(1, watched.Measured("funcgateway.relay.faults", ("funcgateway.server", "cut"), ("funcgateway.relay.fault", "server")));
        Assert.Equal(1, watched.Measured("funcgateway.calls", ("funcgateway.server", "cut"), ("funcgateway.verdict", "allow")));
    }
}
