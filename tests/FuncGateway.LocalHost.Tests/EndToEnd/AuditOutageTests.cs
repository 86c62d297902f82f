using FuncGateway.Core.Audit;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>A gateway that cannot record: nothing is answered that is not in the log, and soon nothing is sent any more.</summary>
public sealed class AuditOutageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Calls_WhileTheAuditDoesNotAnswer_AreDeniedAndRecordedLater()
    {
        var store = new InMemoryAuditStore();
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, services => services.AddSingleton<IAuditStore>(store), $"--FuncGateway:Audit:WriteTimeout={new AuditOptions().WriteTimeout}");
        using var audit = AuditView.Of(gateway);
        using var post = new McpPost(await gateway.Admin.SetUpAsync("outage", upstream.Url, Policies.Limited("a", 10)));
        await post.CallAsync("a");
        store.Outage.Down = true;

        // What is noticed first is withheld: it had gone upstream. From then on nothing goes there.
        var (status, body) = await post.SendAsync(McpPost.Call("a"));
        Assert.Equal(503, status);
        Assert.Matches("was sent to the MCP server, and its answer is withheld.*decision id is [0-9A-Z]{26}", body.ToString());
        Assert.StartsWith("[POLICY DENIED] The gateway's audit log does not answer", await post.CallAsync("a"), StringComparison.Ordinal);
        Assert.StartsWith("[POLICY DENIED] The gateway's audit log does not answer", await post.CallAsync("b"), StringComparison.Ordinal);
        Assert.Equal(400, (await post.SendAsync("not json")).Status);
        Assert.Equal(2, upstream.TotalCalls);

        store.Outage.Down = false;
        var items = await audit.WaitForAsync("server=outage", items => items.Count == 4 && items.All(item => AuditView.Text(item, "outcome") != "unknown"));
        Assert.Equal(["refused", "not_sent", "withheld", "answered"], items.Select(item => AuditView.Text(item, "outcome")));
        Assert.True((await audit.GetAsync("/verify")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Audit_ThatIsOff_SaysSo()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, settings: "--FuncGateway:Audit:Durability=Off");
        using var audit = AuditView.Of(gateway);
        using var post = new McpPost(await gateway.Admin.SetUpAsync("off", upstream.Url, Policies.AllowAll));

        await post.CallAsync("a");

        var listing = await audit.GetAsync("?server=off");
        Assert.True(listing.GetProperty("off").GetBoolean());
        Assert.Empty(listing.GetProperty("items").EnumerateArray());
    }
}
