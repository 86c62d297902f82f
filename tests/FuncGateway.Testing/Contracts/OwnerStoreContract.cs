using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Ownership;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of owners must pass.</summary>
public abstract class OwnerStoreContract
{
    protected abstract IOwnerStore Create();

    [Fact]
    public async Task AddAsync_OfANewValue_IsFoundWithItsOwner()
    {
        var store = Create();
        var (owned, owner) = (NewKey(), NewOwner());

        Assert.Equal(SaveResult.Saved, await store.AddAsync(owned, owner, default));

        Assert.Equal(owner, await store.FindAsync(owned, default));
    }

    [Fact]
    public async Task AddAsync_OfAValueThatHasAnOwner_IsAConflict_AndTheFirstKeepsIt()
    {
        var store = Create();
        var (owned, owner) = (NewKey(), NewOwner());
        await store.AddAsync(owned, owner, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(owned, NewOwner(), default));

        Assert.Equal(owner, await store.FindAsync(owned, default));
    }

    [Fact]
    public async Task FindAsync_OfTheSameIdAtAnotherServerOrAddress_IsNull()
    {
        var store = Create();
        var server = Samples.NewServer();
        await store.AddAsync(OwnedKey.OfTask(server, "t"), NewOwner(), default);

        Assert.Null(await store.FindAsync(OwnedKey.OfTask(Samples.NewServer(), "t"), default));
        Assert.Null(await store.FindAsync(OwnedKey.OfTask(server with { UpstreamUrl = new Uri("https://other.example.com/mcp") }, "t"), default));
        Assert.Null(await store.FindAsync(OwnedKey.OfTask(server, "T"), default));
    }

    [Fact]
    public async Task DeleteExpiredAsync_DeletesWhatHasExpired_AndNothingElse()
    {
        var store = Create();
        var (old, current) = (NewKey(), NewKey());
        await store.AddAsync(old, NewOwner() with { ExpiresAt = Samples.Noon.AddSeconds(-1) }, default);
        await store.AddAsync(current, NewOwner() with { ExpiresAt = Samples.Noon }, default);

        Assert.InRange(await store.DeleteExpiredAsync(Samples.Noon, default), 1, int.MaxValue);

        Assert.Null(await store.FindAsync(old, default));
        Assert.NotNull(await store.FindAsync(current, default));
    }

    private static OwnedKey NewKey() => OwnedKey.OfTask(Samples.NewServer(), "task-1");

    private static Owner NewOwner() => new(GrantId.New(Samples.Noon), Samples.Noon.AddDays(1));
}
