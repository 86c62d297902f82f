using System.Text;
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
    public async Task AddBlockAsync_OfBlocks_ListsThemNewestFirstAsTheyWere()
    {
        var store = Create();
        var blocks = await AddAsync(store, NewChain(), """{"id":"1","x":"ünï"}""", "{}\n{}", "{}");

        var listed = await store.ListBlocksAsync(blocks[0].Chain, BlockRange.All, default).ToListAsync();

        Assert.Equal([3, 2, 1], listed.Select(block => block.Number));
        Assert.All(listed, block => AssertSame(blocks[block.Number - 1], block));
        Assert.Equal(["{}", "{}"], listed[1].ReadLines());
    }

    [Fact]
    public async Task AddBlockAsync_OfANumberThatIsTaken_ChangesNothing()
    {
        var store = Create();
        var block = (await AddAsync(store, NewChain(), "{}"))[0];

        Assert.Equal(SaveResult.Conflict, await store.AddBlockAsync(NewBlock(ChainHead.Start(block.Chain), "{\"other\":1}"), default));

        AssertSame(block, await store.FindBlockAsync(block.Chain, 1, default));
        Assert.Null(await store.FindBlockAsync(block.Chain, 2, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddBlockAsync_OfAFullBlock_KeepsEveryByte(bool isRandom)
    {
        var store = Create();

        // Random hexadecimal is compressed to half its size at best.
        var line = isRandom ? Convert.ToHexStringLower(RandomBytes(AuditBlock.MaxBytes / 2)) : new string('x', AuditBlock.MaxBytes);
        var block = (await AddAsync(store, NewChain(), line))[0];

        AssertSame(block, await store.FindBlockAsync(block.Chain, 1, default));
    }

    [Fact]
    public async Task ListBlocksAsync_WithoutLines_HasAllElse()
    {
        var store = Create();
        var block = (await AddAsync(store, NewChain(), "{}"))[0];

        var listed = await store.ListBlocksAsync(block.Chain, new BlockRange(), default).SingleAsync();

        AssertSame(block with { Lines = default }, listed);
    }

    [Fact]
    public async Task ListBlocksAsync_OfATime_HasTheBlocksWithEntriesOfIt()
    {
        var store = Create();
        var blocks = await AddAsync(store, NewChain(), "{}", "{}", "{}", "{}");
        await store.AddBlockAsync(AuditBlock.Closing(blocks[3].Head, ChainClosing.Ended), default);

        async Task<int[]> NumbersAsync(BlockRange range) => await store.ListBlocksAsync(blocks[0].Chain, range, default).Select(block => block.Number).ToArrayAsync();

        Assert.Equal(new[] { 5, 4, 3 }, await NumbersAsync(new(From: TimeOf(3))));
        Assert.Equal(new[] { 2, 1 }, await NumbersAsync(new(To: TimeOf(3), PageSize: 1)));
        Assert.Equal(new[] { 2 }, await NumbersAsync(new(From: TimeOf(2), To: TimeOf(3), WithLines: true)));
    }

    [Fact]
    public async Task ListWrittenChainsAsync_OfChainsThatAreNotRegistered_HasThem()
    {
        var store = Create();
        ChainName[] chains = [NewChain(), NewChain(), NewChain() with { Day = _day.AddDays(1) }];
        foreach (var chain in chains)
        {
            await AddAsync(store, chain, "{}", "{}");
        }

        await AddAsync(store, NewChain() with { Stream = AuditStream.Admin }, "{}");

        var listed = await store.ListWrittenChainsAsync(AuditStream.Calls, default).Where(chain => chain.Day >= _day && chain.Day < _day.AddDays(10)).ToListAsync();

        Assert.Equal(chains.Order(Comparer<ChainName>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()))), listed);
    }

    [Fact]
    public async Task DeleteBlocksAsync_OfAChain_LeavesTheOthers()
    {
        var store = Create();
        var blocks = await AddAsync(store, NewChain(), "{}\n{}", "{}");
        var other = (await AddAsync(store, NewChain(), "{}"))[0];

        Assert.Equal(3, await store.DeleteBlocksAsync(blocks[0].Chain, default));

        Assert.False(await store.ListBlocksAsync(blocks[0].Chain, BlockRange.All, default).AnyAsync());
        Assert.NotNull(await store.FindBlockAsync(other.Chain, 1, default));
    }

    [Theory]
    [InlineData(0, 2, new[] { 2, 1 })]
    [InlineData(2, int.MaxValue, new[] { 4, 3 })]
    [InlineData(1, 3, new[] { 3, 2 })]
    [InlineData(4, int.MaxValue, new int[0])]
    public async Task ListBlocksAsync_OfSomeNumbers_HasTheseTheNewestFirst(int after, int through, int[] expected)
    {
        var store = Create();
        var blocks = await AddAsync(store, NewChain(), "{}", "{}", "{}", "{}");

        var listed = await store.ListBlocksAsync(blocks[0].Chain, new BlockRange { After = after, Through = through }, default).Select(block => block.Number).ToArrayAsync();

        Assert.Equal(expected, listed);
    }

    [Fact]
    public async Task FindDayAsync_OfSeveralDays_IsTheNewestNotAfter()
    {
        var store = Create();
        foreach (var day in new[] { _day, _day.AddDays(2), _day.AddDays(4) })
        {
            await store.SaveChainAsync(ChainRecord.Open(NewChain() with { Day = day }, Samples.Noon), null, default);
        }

        Assert.Equal(_day.AddDays(4), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(6), default));
        Assert.Equal(_day.AddDays(4), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(4), default));
        Assert.Equal(_day.AddDays(2), await store.FindDayAsync(AuditStream.Calls, _day.AddDays(3), default));
        Assert.Equal(_day, await store.FindDayAsync(AuditStream.Calls, _day.AddDays(1), default));
        Assert.NotEqual(_day, await store.FindDayAsync(AuditStream.Admin, _day, default));
    }

    [Fact]
    public async Task ListChainsAsync_OfSomeDays_HasTheLatestFirst()
    {
        var store = Create();
        var chains = Enumerable.Range(0, 4).Select(day => NewChain() with { Day = _day.AddDays(day) }).ToArray();
        foreach (var chain in chains)
        {
            await store.SaveChainAsync(ChainRecord.Open(chain, Samples.Noon), null, default);
        }

        var listed = await store.ListChainsAsync(AuditStream.Calls, _day.AddDays(1), _day.AddDays(2), default).Select(stored => stored.Value.Chain).ToListAsync();

        Assert.Equal([chains[2], chains[1]], listed);
    }

    [Fact]
    public async Task SaveChainAsync_FromOpenToRemoved_IsListedAsItIs()
    {
        var store = Create();
        var opened = ChainRecord.Open(NewChain(), Samples.Noon);
        Assert.Equal(SaveResult.Saved, await store.SaveChainAsync(opened, null, default));
        Assert.Equal(SaveResult.Conflict, await store.SaveChainAsync(opened, null, default));
        Assert.Equal(opened, (await FindAsync(store, opened.Chain))?.Value);

        var seen = opened.Seen(new ChainHead(opened.Chain, 7, "h", Samples.Noon), Samples.Noon.AddMinutes(1));
        foreach (var record in new[] { seen, seen with { State = ChainState.Closed }, seen with { State = ChainState.Removed } })
        {
            var stored = await FindAsync(store, opened.Chain);
            Assert.Equal(SaveResult.Saved, await store.SaveChainAsync(record, stored?.Version, default));
            Assert.Equal(SaveResult.Conflict, await store.SaveChainAsync(record with { Blocks = 8 }, stored?.Version, default));
            Assert.Equal(record, (await FindAsync(store, opened.Chain))?.Value);
        }
    }

    private ChainName NewChain() => new(AuditStream.Calls, _day, Ulid.NewUlid(Samples.Noon).ToString());

    private DateTimeOffset TimeOf(int number) => new DateTimeOffset(_day, TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(number).AddTicks(1_234_567);

    private async Task<IReadOnlyList<AuditBlock>> AddAsync(IAuditStore store, ChainName chain, params string[] lines)
    {
        var (blocks, head) = (new List<AuditBlock>(), ChainHead.Start(chain));
        foreach (var each in lines)
        {
            blocks.Add(NewBlock(head, each));
            Assert.Equal(SaveResult.Saved, await store.AddBlockAsync(blocks[^1], default));
            head = blocks[^1].Head;
        }

        return blocks;
    }

    private AuditBlock NewBlock(ChainHead head, string lines)
    {
        var (number, at) = (head.Number + 1, TimeOf(head.Number + 1));
        return AuditBlock.After(head, Encoding.UTF8.GetBytes(lines), new(head.Chain.ToString(), number, head.Number, lines.Split('\n').Length) { First = at, Last = at, Through = at });
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static void AssertSame(AuditBlock expected, AuditBlock? actual)
    {
        Assert.Equal(expected with { Lines = default }, actual is null ? null : actual with { Lines = default });
        Assert.True(expected.Lines.Span.SequenceEqual(actual!.Lines.Span));
    }

    private async Task<Stored<ChainRecord>?> FindAsync(IAuditStore store, ChainName chain) =>
        await store.ListChainsAsync(chain.Stream, chain.Day, chain.Day, default).SingleOrDefaultAsync(stored => stored.Value.Chain == chain);
}
