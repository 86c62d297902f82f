using FuncGateway.Core.Access;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of the freeze must pass.</summary>
public abstract class FreezeStoreContract
{
    protected abstract IFreezeStore Create();

    [Theory]
    [InlineData(null)]
    [InlineData("Störung: \u202e…")]
    public async Task AddAsync_OfAFreeze_IsFoundUntilItIsRemoved(string? reason)
    {
        var store = Create();
        var freeze = new Freeze(Samples.Noon, "ann@example.com", reason);
        Assert.Null(await store.FindAsync(default));

        Assert.Equal(freeze, await store.AddAsync(freeze, default));
        Assert.Equal(freeze, await store.FindAsync(default));

        Assert.True(await store.RemoveAsync(default));
        Assert.Null(await store.FindAsync(default));
        Assert.False(await store.RemoveAsync(default));
    }

    [Fact]
    public async Task AddAsync_WhenCallsAreStoppedAlready_KeepsTheEarlierFreeze()
    {
        var store = Create();
        var first = new Freeze(Samples.Noon, "ann", "first");
        await store.AddAsync(first, default);

        Assert.Equal(first, await store.AddAsync(new Freeze(Samples.Noon.AddHours(1), "bob", "second"), default));
        Assert.Equal(first, await store.FindAsync(default));
    }

    [Fact]
    public async Task AddAsync_BySeveralAtOnce_LeavesOneFreezeThatAllAreTold()
    {
        var store = Create();

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(each => store.AddAsync(new Freeze(Samples.Noon.AddMinutes(each), $"by {each}", null), default)));

        Assert.Single(told.Distinct());
        Assert.Equal(told[0], await store.FindAsync(default));
    }
}
