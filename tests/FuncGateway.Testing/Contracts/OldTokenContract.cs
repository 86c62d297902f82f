using FuncGateway.Core;
using FuncGateway.Core.Access;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests of rotations with an overlap that every grant store must pass.</summary>
public abstract class OldTokenContract
{
    protected abstract IGrantStore Create();

    [Fact]
    public async Task AddAsync_OfAGrantWithAnOldToken_IsFoundByBothAsItWas()
    {
        var store = Create();
        var grant = Samples.NewGrant() with { OldToken = NewOldToken() };

        Assert.Equal(SaveResult.Saved, await store.AddAsync(grant, default));

        await AssertFoundByAsync(store, grant, grant.Token, grant.OldToken.Hash);
    }

    [Fact]
    public async Task SaveAsync_OfARotationWithAnOverlap_IsFoundByBothTokensUntilTheNext()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var once = grant.Rotate(Samples.NewTokenHash(), Samples.Noon.AddMinutes(10).AddTicks(7));
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(once, version, default));
        await AssertFoundByAsync(store, once, once.Token, grant.Token);

        var twice = once.Rotate(Samples.NewTokenHash(), Samples.Noon.AddMinutes(20));
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(twice, await VersionOfAsync(store, grant.Id), default));
        await AssertFoundByAsync(store, twice, twice.Token, once.Token);
        Assert.Null(await store.FindByTokenAsync(grant.Token, default));

        var last = twice.Rotate(Samples.NewTokenHash(), null);
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(last, await VersionOfAsync(store, grant.Id), default));
        await AssertFoundByAsync(store, last, last.Token);
        Assert.Null(await store.FindByTokenAsync(twice.Token, default));
        Assert.Null(await store.FindByTokenAsync(once.Token, default));
    }

    [Fact]
    public async Task SaveAsync_OfAnotherChangeDuringAnOverlap_KeepsBothTokens()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var rotated = grant.Rotate(Samples.NewTokenHash(), Samples.Noon.AddMinutes(10));
        await store.SaveAsync(rotated, version, default);
        var renamed = rotated with { Label = "Renamed", Access = new GrantAccess([.. grant.Access, new ServerAccess(Samples.NewServerId(), null)]) };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(renamed, await VersionOfAsync(store, grant.Id), default));

        await AssertFoundByAsync(store, renamed, renamed.Token, grant.Token);
    }

    [Fact]
    public async Task SaveAsync_OfARevocationDuringAnOverlap_IsFoundByThePresentTokenOnly()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var rotated = grant.Rotate(Samples.NewTokenHash(), Samples.Noon.AddMinutes(10));
        await store.SaveAsync(rotated, version, default);
        var revoked = rotated.Revoke(Samples.Noon);

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(revoked, await VersionOfAsync(store, grant.Id), default));

        await AssertFoundByAsync(store, revoked, revoked.Token);
        Assert.Null(await store.FindByTokenAsync(grant.Token, default));
    }

    [Fact]
    public async Task SaveAsync_WithAnotherGrantsOldToken_IsAConflictAndBothKeepTheirOwn()
    {
        var store = Create();
        var other = Samples.NewGrant() with { OldToken = NewOldToken() };
        await store.AddAsync(other, default);
        var (grant, version) = await AddedAsync(store);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(grant with { Token = other.OldToken.Hash }, version, default));
        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(grant with { OldToken = new OldToken(other.Token, Samples.Noon) }, version, default));

        await AssertFoundByAsync(store, grant, grant.Token);
        await AssertFoundByAsync(store, other, other.Token, other.OldToken.Hash);
    }

    private static OldToken NewOldToken() => new(Samples.NewTokenHash(), Samples.Noon.AddMinutes(10));

    private static async Task AssertFoundByAsync(IGrantStore store, Grant grant, params TokenHash[] tokens)
    {
        Assert.Equal(grant, (await store.FindAsync(grant.Id, default))?.Value);
        foreach (var token in tokens)
        {
            Assert.Equal(grant, await store.FindByTokenAsync(token, default));
        }
    }

    private static async Task<RowVersion> VersionOfAsync(IGrantStore store, GrantId id)
    {
        var stored = await store.FindAsync(id, default);
        Assert.NotNull(stored);
        return stored.Version;
    }

    private static async Task<(Grant Grant, RowVersion Version)> AddedAsync(IGrantStore store)
    {
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, default);
        var stored = await store.FindAsync(grant.Id, default);
        Assert.NotNull(stored);
        return (stored.Value, stored.Version);
    }
}
