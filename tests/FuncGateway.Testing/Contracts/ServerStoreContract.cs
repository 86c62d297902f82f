using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every server store must pass.</summary>
public abstract class ServerStoreContract
{
    protected abstract IServerStore Create();

    [Fact]
    public async Task SaveAsync_OfANewServer_IsFoundAsItWas()
    {
        var store = Create();
        var server = Samples.NewServer() with { Headers = new Dictionary<string, string> { ["Authorization"] = "@secret:jobs", ["X-Team"] = "a \"b\" ü" } };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(server, null, default));

        var found = (await store.FindAsync(server.Id, default))?.Value;
        Assert.NotNull(found);
        Assert.Equal((server.Id, server.Name, server.UpstreamUrl), (found.Id, found.Name, found.UpstreamUrl));
        Assert.Equal(server.Headers.OrderBy(header => header.Key, StringComparer.Ordinal), found.Headers.OrderBy(header => header.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaveAsync_OfManyLongHeaders_KeepsThemAll()
    {
        var store = Create();
        var headers = Enumerable.Range(0, 20).ToDictionary(number => $"X-Header-{number}", number => new string((char)('a' + number), 8_192));
        var server = Samples.NewServer() with { Headers = headers };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(server, null, default));

        Assert.Equal(headers, (await store.FindAsync(server.Id, default))?.Value.Headers.ToDictionary());
    }

    [Fact]
    public async Task FindAsync_OfAServerNobodyAdded_IsNull() => Assert.Null(await Create().FindAsync(Samples.NewServerId(), default));

    [Fact]
    public async Task SaveAsync_OfANewServerThatExists_IsAConflict()
    {
        var store = Create();
        var server = Samples.NewServer();
        await store.SaveAsync(server, null, default);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(server with { Name = "Other" }, null, default));

        Assert.Equal(server.Name, (await store.FindAsync(server.Id, default))?.Value.Name);
    }

    [Fact]
    public async Task SaveAsync_WithTheVersionThatWasRead_ReplacesItAndGivesItAnother()
    {
        var store = Create();
        var (server, version) = await AddedAsync(store);

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(server with { Name = "Other" }, version, default));

        var found = await store.FindAsync(server.Id, default);
        Assert.Equal("Other", found?.Value.Name);
        Assert.NotEqual(version, found?.Version);
    }

    [Fact]
    public async Task SaveAsync_WithAnOldVersion_IsAConflict()
    {
        var store = Create();
        var (server, version) = await AddedAsync(store);
        await store.SaveAsync(server with { Name = "Second" }, version, default);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(server with { Name = "Third" }, version, default));

        Assert.Equal("Second", (await store.FindAsync(server.Id, default))?.Value.Name);
    }

    [Fact]
    public async Task SaveAsync_WithAVersionOfAServerThatIsGone_IsAConflict()
    {
        var store = Create();
        var (server, version) = await AddedAsync(store);
        await store.DeleteAsync(server.Id, version, default);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(server, version, default));
    }

    [Fact]
    public async Task DeleteAsync_WithTheVersionThatWasRead_RemovesIt()
    {
        var store = Create();
        var (server, version) = await AddedAsync(store);

        Assert.Equal(SaveResult.Saved, await store.DeleteAsync(server.Id, version, default));

        Assert.Null(await store.FindAsync(server.Id, default));
        Assert.Equal(SaveResult.Conflict, await store.DeleteAsync(server.Id, version, default));
    }

    [Fact]
    public async Task DeleteAsync_WithAnOldVersion_IsAConflictAndKeepsIt()
    {
        var store = Create();
        var (server, version) = await AddedAsync(store);
        await store.SaveAsync(server with { Name = "Second" }, version, default);

        Assert.Equal(SaveResult.Conflict, await store.DeleteAsync(server.Id, version, default));

        Assert.NotNull(await store.FindAsync(server.Id, default));
    }

    [Fact]
    public async Task ListAsync_OfAllServers_HasThemById()
    {
        var store = Create();
        var added = new[] { Samples.NewServer().Id, Samples.NewServer().Id, Samples.NewServer().Id };
        foreach (var id in added)
        {
            await store.SaveAsync(Samples.NewServer(id), null, default);
        }

        var listed = await store.ListAsync(default).Select(stored => stored.Value.Id).Where(added.Contains).ToArrayAsync();

        Assert.Equal(added.OrderBy(id => id.Value, StringComparer.Ordinal), listed);
    }

    private static async Task<(Server Server, RowVersion Version)> AddedAsync(IServerStore store)
    {
        var server = Samples.NewServer();
        await store.SaveAsync(server, null, default);
        var stored = await store.FindAsync(server.Id, default);
        Assert.NotNull(stored);
        return (stored.Value, stored.Version);
    }
}
