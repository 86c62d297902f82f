using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Inventory;

public sealed class ToolClassesTests
{
    private const string Drop = """{"name":"drop_database","description":"Deletes the database."}""";
    private const string Get = """{"name":"get_job","description":"Returns a job."}""";
    private readonly InMemoryServerStore _servers = new();
    private readonly InMemoryInventoryStore _inventories = new();

    [Fact]
    public async Task FindAsync_OfToolsOfSeveralServers_HasTheirClassesAndNoneOfWhatIsNotListed()
    {
        var classes = new ToolClasses(_servers, _inventories);
        var (one, other, unscanned) = (await ScannedAsync(1, Drop, Get), await ScannedAsync(1, Get), await AddServerAsync());

        var found = await classes.FindAsync([(one, "drop_database"), (one, "get_job"), (one, "gone"), (other, "get_job"), (unscanned, "get_job"), (Samples.NewServerId(), "get_job")], default);

        Assert.Equal(3, found.Count);
        Assert.Equal((ToolClass.Destructive, ToolClass.Read, ToolClass.Read), (found[(one, "drop_database")], found[(one, "get_job")], found[(other, "get_job")]));
    }

    [Fact]
    public async Task FindAsync_AfterAnotherScanOrDecision_FollowsIt()
    {
        var classes = new ToolClasses(_servers, _inventories);
        var server = await ScannedAsync(1, Get);
        (ServerId, string)[] asked = [(server, "get_job"), (server, "drop_database")];
        Assert.Single(await classes.FindAsync(asked, default));

        await AddSnapshotAsync(server, 2, Drop, Get);
        Assert.Equal(2, (await classes.FindAsync(asked, default)).Count);

        await _inventories.SaveAsync(ServerInventory.Of(SnapshotOf(server, 2, Drop, Get)).AfterClassifying("get_job", new ClassOverride(ToolClass.Write, "eva", Samples.Noon)), null, default);
        Assert.Equal(ToolClass.Write, (await classes.FindAsync(asked, default))[(server, "get_job")]);
    }

    private static Snapshot SnapshotOf(ServerId server, int number, params string[] tools) => new(server, number, Samples.Noon.AddMinutes(number), "eva", FakeScanner.ServerWith(tools));

    private async Task<ServerId> ScannedAsync(int number, params string[] tools)
    {
        var server = await AddServerAsync();
        await AddSnapshotAsync(server, number, tools);
        return server;
    }

    private async Task<ServerId> AddServerAsync()
    {
        var server = Samples.NewServer();
        await _servers.SaveAsync(server, null, default);
        return server.Id;
    }

    private Task<SaveResult> AddSnapshotAsync(ServerId server, int number, params string[] tools) => _inventories.AddSnapshotAsync(SnapshotOf(server, number, tools), default);
}
