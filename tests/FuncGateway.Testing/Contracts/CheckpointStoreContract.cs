using FuncGateway.Core.Audit.Checkpoints;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of checkpoints must pass.</summary>
public abstract class CheckpointStoreContract
{
    /// <summary>A store without checkpoints.</summary>
    protected abstract ICheckpointStore Create();

    [Fact]
    public async Task FindLastAsync_WithoutCheckpoints_IsNull()
    {
        var store = Create();

        Assert.Empty(await store.ListPlacesAsync(default).ToListAsync());
        Assert.Null(await store.FindAsync(1, default));
        Assert.True(await store.DeleteAsync(1, default));
        Assert.Empty(await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task TryAddAsync_OfACheckpoint_IsFoundAsItIs()
    {
        var store = Create();
        var checkpoint = new Checkpoint(1, "{\"text\":\"Störung \\u202e \\\\ \\\" 🦊\"}\r\n", "kid", "sig-_nature");

        Assert.True(await store.TryAddAsync(checkpoint, default));

        Assert.Equal(checkpoint, await store.FindAsync(1, default));
        Assert.Equal([checkpoint], await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task TryAddAsync_OfANumberThatExists_IsRefused_AndTheFirstStays()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);

        Assert.False(await store.TryAddAsync(Sample(1) with { Signature = "another" }, default));

        Assert.Equal(Sample(1), await store.FindAsync(1, default));
    }

    [Fact]
    public async Task TryAddAsync_BySeveralAtOnce_SucceedsOnce()
    {
        var store = Create();

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(each => store.TryAddAsync(Sample(1) with { Signature = $"by {each}" }, default)));

        Assert.Single(added, each => each);
        Assert.Equal($"by {Array.IndexOf(added, true)}", (await store.FindAsync(1, default))?.Signature);
    }

    // 9 and 10, and 99 and 100, are in another order as text.
    [Fact]
    public async Task Lists_FollowTheNumbers()
    {
        var store = Create();
        foreach (var number in new long[] { 100, 9, 1, 99, 10 })
        {
            await store.TryAddAsync(Sample(number), default);
        }

        Assert.Equal([100, 99, 10, 9, 1], await store.ListPlacesAsync(default).Select(each => each.Number ?? 0).ToListAsync());
        Assert.Equal([1, 9, 10, 99, 100], await store.ListAsync(0, default).Select(each => each.Number).ToListAsync());
        Assert.Equal([Sample(99), Sample(100)], await store.ListAsync(10, default).ToListAsync());
        Assert.Empty(await store.ListAsync(100, default).ToListAsync());
    }

    [Fact]
    public async Task ListPlacesAsync_OfACheckpoint_HasItsLengthAndAVersionThatChangesWithIt()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        var place = Assert.Single(await store.ListPlacesAsync(default).ToListAsync());

        await store.DeleteAsync(1, default);
        await store.TryAddAsync(Sample(1) with { Signature = "another" }, default);

        Assert.Equal(Sample(1).Write().Length, place.Bytes);
        Assert.NotEqual(place.Version, Assert.Single(await store.ListPlacesAsync(default).ToListAsync()).Version);
    }

    [Fact]
    public async Task DeleteAsync_OfACheckpoint_LeavesTheOthers()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await store.TryAddAsync(Sample(2), default);

        Assert.True(await store.DeleteAsync(1, default));

        Assert.Null(await store.FindAsync(1, default));
        Assert.Equal([Sample(2)], await store.ListAsync(0, default).ToListAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Checkpoint.MaxNumber + 1)]
    [InlineData(long.MaxValue)]
    public async Task FindAsync_OfANumberThatNoCheckpointCanHave_IsNull(long number) => Assert.Null(await Create().FindAsync(number, default));

    private static Checkpoint Sample(long number) => new(number, $"content {number}", "kid", $"signature {number}");
}
