using System.Collections.Immutable;
using System.Text.Json;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every inventory store must pass.</summary>
public abstract class InventoryStoreContract
{
    protected abstract IInventoryStore Create();

    [Fact]
    public async Task SaveAsync_OfAnInventory_IsFoundAsItWas_AndReplacedOnlyInItsVersion()
    {
        var (store, server) = (Create(), Samples.NewServerId());
        Assert.Null(await store.FindAsync(server, default));
        Assert.Null(await store.FindVersionAsync(server, default));
        var inventory = new ServerInventory(server, Names("a", "b/ü\u200b"))
        {
            New = ImmutableDictionary<string, FoundDefinition>.Empty.Add("n", new FoundDefinition("f", Samples.Noon)),
            Changed = ImmutableDictionary<string, FoundDefinition>.Empty.Add("a", new FoundDefinition("f", Samples.Noon)),
            Classes = ImmutableDictionary<string, ClassOverride>.Empty.Add("a", new ClassOverride(ToolClass.Financial, "Ännchen", Samples.Noon)),
        };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(inventory, null, default));
        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(inventory, null, default));

        var found = await store.FindAsync(server, default);
        Assert.NotNull(found);
        Assert.Equal(found.Version, await store.FindVersionAsync(server, default));
        Assert.Equal(inventory.Accepted.OrderBy(each => each.Key), found.Value.Accepted.OrderBy(each => each.Key));
        Assert.Equal(inventory.New, found.Value.New);
        Assert.Equal(inventory.Changed, found.Value.Changed);
        Assert.Equal(inventory.Classes, found.Value.Classes);
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(inventory with { Accepted = Names("c") }, found.Version, default));
        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(inventory, found.Version, default));
        Assert.NotEqual(found.Version, await store.FindVersionAsync(server, default));
    }

    [Fact]
    public async Task SaveAsync_OfTheLargestInventory_Fits()
    {
        var (store, server) = (Create(), Samples.NewServerId());
        var random = new Random(1);
        var tools = Enumerable.Range(0, 10_000).Select(_ => $$"""{"name":"{{Convert.ToBase64String(Bytes(random, 24))}}漢字"}""").ToArray();
        var first = ServerInventory.Of(NewSnapshot(server, 1, tools));
        var all = first with
        {
            Changed = first.Accepted.ToImmutableDictionary(each => each.Key, each => new FoundDefinition(each.Value, Samples.Noon)),
            Classes = first.Accepted.ToImmutableDictionary(each => each.Key, _ => new ClassOverride(ToolClass.Destructive, "a.person.with.a.long.name@example.com", Samples.Noon)),
        };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(all, null, default));

        Assert.InRange(all.Accepted.Count, 1_500, ServerInventory.MaxTools);
        Assert.Equal(all.Classes.Count, (await store.FindAsync(server, default))?.Value.Classes.Count);
    }

    [Fact]
    public async Task AddSnapshotAsync_OfAnyLength_IsFoundAsItWas_AndANumberIsTakenOnce()
    {
        var (store, server) = (Create(), Samples.NewServerId());
        var random = new Random(1);
        var tools = Enumerable.Range(0, 40).Select(number => $$"""{"name":"t{{number}}","description":"{{Convert.ToHexString(Bytes(random, 60_000))}}"}""").ToArray();
        var snapshot = NewSnapshot(server, 1, tools);

        Assert.Equal(SaveResult.Saved, await store.AddSnapshotAsync(snapshot, default));
        Assert.Equal(SaveResult.Conflict, await store.AddSnapshotAsync(NewSnapshot(server, 1, """{"name":"other"}"""), default));

        var found = await store.FindSnapshotAsync(server, 1, default);
        Assert.NotNull(found);
        Assert.Equal(tools, found.Scanned.Tools.Entries.Select(tool => tool.GetRawText()));
        Assert.Equal((snapshot.At, snapshot.By, snapshot.Scanned.Facts, "Stopped."), (found.At, found.By, found.Scanned.Facts, found.Scanned.Prompts.Stopped));
        Assert.Null(await store.FindSnapshotAsync(server, 2, default));
        Assert.Null(await store.FindSnapshotAsync(server, 0, default));
    }

    [Fact]
    public async Task ListSnapshotsAsync_Lists_TheNewestFirst_WithoutThoseOfOthersAndDeletedOnes()
    {
        var (store, server, other) = (Create(), Samples.NewServerId(), Samples.NewServerId());
        foreach (var number in Enumerable.Range(1, 11))
        {
            await store.AddSnapshotAsync(NewSnapshot(server, number, """{"name":"a"}""", """{"name":"b"}"""), default);
        }

        await store.AddSnapshotAsync(NewSnapshot(other, 1), default);
        await store.DeleteSnapshotAsync(server, 3, default);
        await store.DeleteSnapshotAsync(server, 99, default);

        var found = await store.ListSnapshotsAsync(server, default).ToListAsync();

        Assert.Equal([11, 10, 9, 8, 7, 6, 5, 4, 2, 1], found.Select(summary => summary.Number));
        Assert.Equal((2, false, "jobs", Samples.Noon), (found[0].Tools, found[0].IsComplete, found[0].Facts.Name, found[0].At));
        Assert.Null(await store.FindSnapshotAsync(server, 3, default));
    }

    [Fact]
    public async Task DeleteAsync_RemovesEverythingOfTheServerAlone()
    {
        var (store, server, other) = (Create(), Samples.NewServerId(), Samples.NewServerId());
        foreach (var each in new[] { server, other })
        {
            await store.SaveAsync(new ServerInventory(each, Names("a")), null, default);
            await store.AddSnapshotAsync(NewSnapshot(each, 1), default);
        }

        await store.DeleteAsync(server, default);

        Assert.Null(await store.FindAsync(server, default));
        Assert.Empty(await store.ListSnapshotsAsync(server, default).ToListAsync());
        Assert.NotNull(await store.FindAsync(other, default));
        Assert.NotNull(await store.FindSnapshotAsync(other, 1, default));
    }

    private static Snapshot NewSnapshot(ServerId server, int number, params string[] tools) => new(
        server,
        number,
        Samples.Noon,
        "Ännchen",
        new ScannedServer(
            new ServerFacts("2025-11-25", "jobs", "1.0", "Use it."),
            new([.. tools.Select(tool => JsonElement.Parse(tool))]),
            ScannedList.Empty,
            ScannedList.Empty,
            new([], "Stopped.")));

    private static ImmutableDictionary<string, string> Names(params string[] names) =>
        names.ToImmutableDictionary(name => name, _ => new string('f', 43), StringComparer.Ordinal);

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
