using System.Text;
using FuncGateway.Azure.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Azure.Tests.Servers;

/// <summary>What the row of a server contains of the query of its upstream URL.</summary>
public sealed class SealedQueryRowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly CredentialSealing _sealing = new(new KeyMaterial("test", Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()), new FakeSecrets()));

    [Fact]
    public async Task Row_OfAServer_HoldsNoPartOfTheQuery_AndTheServerIsReadBackAsItWas()
    {
        var (store, server) = (new TableServerStore(azurite.Tables()), WithQuery());

        await store.SaveAsync(await _sealing.SealAsync(server, default), null, default);

        var row = await azurite.Tables().Get(TableServerStore.Table).FindAsync(ServerRow.Partition, server.Id.Value, default);
        Assert.NotNull(row);
        Assert.All(row.Select(property => property.Value), value => Assert.DoesNotContain("canary", value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}", StringComparison.Ordinal));
        Assert.StartsWith("https://jobs.example.com/mcp?@sealed:", row.GetString("UpstreamUrl"), StringComparison.Ordinal);
        Assert.Equal(server.UpstreamUrl, (await new OpenedServers(store, _sealing).FindAsync(server.Id, default))?.UpstreamUrl);
    }

    [Fact]
    public async Task SealedQuery_InTheRowOfAnotherServerOrAddress_IsRefused()
    {
        var store = new TableServerStore(azurite.Tables());
        var stored = await _sealing.SealAsync(WithQuery(), default);
        var moved = stored with { Id = Samples.NewServerId() };
        var redirected = stored with { Id = Samples.NewServerId(), UpstreamUrl = new Uri($"https://thief.example.com/mcp{stored.UpstreamUrl.Query}") };
        foreach (var server in new[] { moved, redirected })
        {
            await store.SaveAsync(server, null, default);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => new OpenedServers(store, _sealing).FindAsync(server.Id, default));
        }

        Assert.Null(await _sealing.OpenQueryAsync(stored with { UpstreamUrl = redirected.UpstreamUrl }, default));
        Assert.NotNull(await _sealing.OpenQueryAsync(stored, default));
    }

    [Fact]
    public async Task Query_OfARowOfAnEarlierRelease_IsReadAsItIs()
    {
        var (store, server) = (new TableServerStore(azurite.Tables()), WithQuery());
        await store.SaveAsync(server, null, default);

        Assert.Equal(server.UpstreamUrl, (await new OpenedServers(store, _sealing).FindAsync(server.Id, default))?.UpstreamUrl);
    }

    private static Server WithQuery() => Samples.NewServer() with { UpstreamUrl = new Uri("https://jobs.example.com/mcp?key=canary&q=%C3%A4+b") };
}
