using FuncGateway.Core;
using FuncGateway.Core.Audit;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every audit store must pass. Each test uses its own days.</summary>
public abstract class AuditStoreContract
{
    private static int _days;

    private readonly DateOnly _day = new DateOnly(2000, 1, 1).AddDays(Interlocked.Increment(ref _days) * 10);

    protected abstract IAuditStore Create();

    [Fact]
    public async Task AppendAsync_OfRows_ListsThemByKeyAsTheyWere()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), "b_3", "e_1", "b_1", "b_2 ünï");

        Assert.NotNull(await store.AppendAsync(head, null, rows, default));

        Assert.Equal([rows[2], rows[3], rows[0]], await ListAsync(store, AuditPart.Begun));
        Assert.Equal([rows[1]], await ListAsync(store, AuditPart.Ended));
        Assert.All(await ListAsync(store, AuditPart.Begun), row => Assert.True(row.IsIntact));
        Assert.Equal(head, (await store.FindHeadAsync(head.Chain, default))?.Value);
    }

    [Fact]
    public async Task AppendAsync_OfAsManyRowsAsFit_TakesThemAll()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), [.. Enumerable.Range(0, 99).Select(number => $"b_{number:D3}")]);

        Assert.NotNull(await store.AppendAsync(head, null, rows, default));

        Assert.Equal(rows, await ListAsync(store, AuditPart.Begun));
    }

    [Fact]
    public async Task AppendAsync_WithAnOldHead_ChangesNothing()
    {
        var store = Create();
        var (first, head) = Linked(NewChain(), "b_1");
        var version = await store.AppendAsync(head, null, first, default);
        var second = AuditRow.After(head, "b_2", "{}");
        Assert.NotNull(await store.AppendAsync(second.Head, version, [second], default));
        var third = AuditRow.After(second.Head, "b_3", "{}");

        Assert.Null(await store.AppendAsync(third.Head, version, [third], default));
        Assert.Null(await store.AppendAsync(third.Head, null, [third], default));

        Assert.Equal(["b_1", "b_2"], (await ListAsync(store, AuditPart.Begun)).Select(row => row.Key));
        Assert.Equal(second.Head, (await store.FindHeadAsync(head.Chain, default))?.Value);
    }

    [Fact]
    public async Task AppendAsync_OfAKeyThatIsTaken_ChangesNothing()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), "b_1");
        await store.AppendAsync(head, null, rows, default);
        var (others, other) = Linked(NewChain(), "b_0", "b_1");

        Assert.Null(await store.AppendAsync(other, null, others, default));

        Assert.Equal(rows, await ListAsync(store, AuditPart.Begun));
        Assert.Null(await store.FindHeadAsync(other.Chain, default));
    }

    [Fact]
    public async Task AppendAsync_OfNoRows_ClosesTheChain()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), "b_1");
        var version = await store.AppendAsync(head, null, rows, default);

        Assert.NotNull(await store.AppendAsync(head with { IsClosed = true }, version, [], default));

        Assert.Equal([head with { IsClosed = true }], await store.ListHeadsAsync(head.Chain.Stream, _day, default).ToArrayAsync());
    }

    [Fact]
    public async Task ListRowsAsync_BetweenTwoKeys_ExcludesBoth()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), "b_1", "b_2", "b_3", "b_4");
        await store.AppendAsync(head, null, rows, default);

        var listed = await store.ListRowsAsync(AuditStream.Calls, _day, AuditPart.Begun, "b_1", "b_4", 1, default).Select(row => row.Key).ToArrayAsync();

        Assert.Equal(["b_2", "b_3"], listed);
    }

    [Fact]
    public async Task FindDayAsync_OfSeveralDays_IsTheNewestNotAfter()
    {
        var store = Create();
        foreach (var day in new[] { _day, _day.AddDays(2), _day.AddDays(4) })
        {
            var (rows, head) = Linked(NewChain() with { Day = day }, "b_1");
            await store.AppendAsync(head, null, rows, default);
        }

        Assert.Equal(_day.AddDays(4), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(6), default));
        Assert.Equal(_day.AddDays(4), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(4), default));
        Assert.Equal(_day.AddDays(2), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(3), default));
        Assert.Equal(_day, await store.FindDayAsync(AuditStream.Calls, _day.AddDays(1), default));
    }

    [Fact]
    public async Task ListRowsAsync_OfOneStream_HasNothingOfTheOther()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain() with { Stream = AuditStream.Admin }, "b_1");
        await store.AppendAsync(head, null, rows, default);

        Assert.Empty(await ListAsync(store, AuditPart.Begun));
        Assert.NotEqual(_day, await store.FindDayAsync(AuditStream.Calls, _day, default));
    }

    [Fact]
    public async Task SaveChainAsync_FromOpenToRemoved_IsListedAsItIs()
    {
        var store = Create();
        var opened = ChainRecord.Open(NewChain(), Samples.Noon);
        Assert.Equal(SaveResult.Saved, await store.SaveChainAsync(opened, null, default));
        Assert.Equal(SaveResult.Conflict, await store.SaveChainAsync(opened, null, default));
        Assert.Equal(opened, (await FindAsync(store, opened.Chain, onlyOpen: true))?.Value);

        var seen = opened.Seen(new ChainHead(opened.Chain, 7, "h"), Samples.Noon.AddMinutes(1));
        Assert.Equal(SaveResult.Saved, await SaveAsync(store, seen));
        Assert.Equal(seen, (await FindAsync(store, opened.Chain, onlyOpen: true))?.Value);

        var closed = seen with { State = ChainState.Closed };
        Assert.Equal(SaveResult.Saved, await SaveAsync(store, closed));
        Assert.Null(await FindAsync(store, opened.Chain, onlyOpen: true));
        Assert.Equal(closed, (await FindAsync(store, opened.Chain, onlyOpen: false))?.Value);

        Assert.Equal(SaveResult.Saved, await SaveAsync(store, closed with { State = ChainState.Removed }));
        Assert.Equal(ChainState.Removed, (await FindAsync(store, opened.Chain, onlyOpen: false))?.Value.State);
    }

    [Fact]
    public async Task SaveChainAsync_WithAnOldVersion_IsAConflict()
    {
        var store = Create();
        var opened = ChainRecord.Open(NewChain(), Samples.Noon);
        await store.SaveChainAsync(opened, null, default);
        var old = await FindAsync(store, opened.Chain, onlyOpen: true);
        await SaveAsync(store, opened with { Sequence = 1 });

        Assert.Equal(SaveResult.Conflict, await store.SaveChainAsync(opened with { State = ChainState.Closed }, old?.Version, default));
    }

    [Fact]
    public async Task DeleteDayAsync_OfADay_LeavesTheOthers()
    {
        var store = Create();
        var (rows, head) = Linked(NewChain(), "b_1", "e_1");
        var (others, other) = Linked(NewChain() with { Day = _day.AddDays(1) }, "b_1");
        await store.AppendAsync(head, null, rows, default);
        await store.AppendAsync(other, null, others, default);

        Assert.Equal(2, await store.DeleteDayAsync(AuditStream.Calls, _day, default));

        Assert.Empty(await ListAsync(store, AuditPart.Begun));
        Assert.Null(await store.FindHeadAsync(head.Chain, default));
        Assert.NotNull(await store.FindHeadAsync(other.Chain, default));
    }

    private ChainName NewChain() => new(AuditStream.Calls, _day, Ulid.NewUlid(Samples.Noon).ToString());

    private static (List<AuditRow> Rows, ChainHead Head) Linked(ChainName chain, params string[] keys)
    {
        var head = ChainHead.Start(chain);
        var rows = new List<AuditRow>();
        foreach (var key in keys)
        {
            rows.Add(AuditRow.After(head, key, $$"""{"id":"{{key}}"}"""));
            head = rows[^1].Head;
        }

        return (rows, head);
    }

    private async Task<AuditRow[]> ListAsync(IAuditStore store, AuditPart part) =>
        await store.ListRowsAsync(AuditStream.Calls, _day, part, null, null, null, default).ToArrayAsync();

    private static async Task<Stored<ChainRecord>?> FindAsync(IAuditStore store, ChainName chain, bool onlyOpen) =>
        await store.ListChainsAsync(onlyOpen, default).SingleOrDefaultAsync(stored => stored.Value.Chain == chain);

    private static async Task<SaveResult> SaveAsync(IAuditStore store, ChainRecord record) =>
        await store.SaveChainAsync(record, (await FindAsync(store, record.Chain, onlyOpen: false))?.Version, default);
}
