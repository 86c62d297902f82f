using System.Text;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>No stream outlives the platform: behind a real client connection, on real storage and by the real clock.</summary>
public sealed class StreamLifetimeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Ping = ": ping\n\n";

    [Fact]
    public async Task Call_WhoseStreamNeverEnds_EndsWithAnErrorAfterTheLongestLifeAndOtherCallsGoOn()
    {
        await using var gateway = await LocalGateway.StartAsync(azurite, settings: "--FuncGateway:MaxStreamLifetime=00:00:02");
        await using var pinging = await Route.OpenAsync(gateway, "pinging", Policies.AllowAll);
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        using var other = new McpPost(await gateway.Admin.SetUpAsync("other", upstream.Url, Policies.AllowAll));
        pinging.Upstream.Then(Reply.EventStream(ReplyStep.Text(Ping), ReplyStep.Forever()));
        using var client = await pinging.ConnectAsync();
        await client.SendAsync(pinging.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();

        var text = Encoding.UTF8.GetString(await client.ReadBodyAsync());
        await other.CallAsync("a");

        Assert.Contains("\"id\":1,\"error\":", text, StringComparison.Ordinal);
        Assert.Contains("has been open for 00:00:02", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        using var audit = AuditView.Of(gateway);
        await audit.WaitForAsync("server=pinging", items => items.Count == 1 && items[0].TryGetProperty("latencyMs", out _) && AuditView.Text(items[0], "outcome") == "unknown");
    }
}
