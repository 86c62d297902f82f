using FuncGateway.Core;
using FuncGateway.Core.Access;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every grant store must pass.</summary>
public abstract class GrantStoreContract
{
    protected abstract IGrantStore Create();

    [Fact]
    public async Task AddAsync_OfAGrant_IsFoundByTokenAndByIdAsItWas()
    {
        var store = Create();
        var grant = Samples.NewGrant(policy: Samples.NewPolicyId()) with
        {
            Label = "Größe, 'quoted' & 日本",
            ExpiresAt = Samples.Noon.AddDays(1).AddTicks(7),
            RevokedAt = Samples.Noon.AddHours(1),
        };

        Assert.Equal(SaveResult.Saved, await store.AddAsync(grant, default));

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, default));
        Assert.Equal(grant, (await store.FindAsync(grant.Id, default))?.Value);
    }

    [Fact]
    public async Task AddAsync_OfAGrantWithoutPolicyOrEnd_KeepsThemAbsent()
    {
        var store = Create();
        var grant = Samples.NewGrant();

        await store.AddAsync(grant, default);

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, default));
    }

    [Fact]
    public async Task FindByTokenAsync_OfATokenNobodyHas_IsNull() =>
        Assert.Null(await Create().FindByTokenAsync(Samples.NewTokenHash(), default));

    [Fact]
    public async Task FindAsync_OfAnIdNobodyHas_IsNull() =>
        Assert.Null(await Create().FindAsync(GrantId.New(Samples.Noon), default));

    [Fact]
    public async Task AddAsync_WhenTheTokenIsTaken_IsAConflictAndAddsNothing()
    {
        var store = Create();
        var first = Samples.NewGrant();
        var second = Samples.NewGrant(token: first.Token);
        await store.AddAsync(first, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(second, default));

        Assert.Equal(first, await store.FindByTokenAsync(first.Token, default));
        Assert.Null(await store.FindAsync(second.Id, default));
    }

    [Fact]
    public async Task AddAsync_WhenTheIdIsTaken_IsAConflictAndTheNewTokenOpensNothing()
    {
        var store = Create();
        var first = Samples.NewGrant();
        var second = first with { Token = Samples.NewTokenHash() };
        await store.AddAsync(first, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(second, default));

        Assert.Null(await store.FindByTokenAsync(second.Token, default));
        Assert.Equal(first, await store.FindByTokenAsync(first.Token, default));
    }

    [Fact]
    public async Task AddAsync_OfTheSameGrantTwice_IsAConflict()
    {
        var store = Create();
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(grant, default));
    }

    [Fact]
    public async Task ListAsync_OfAServer_HasItsGrantsOldestFirstAndNoOthers()
    {
        var store = Create();
        var first = Samples.NewGrant();
        var second = Samples.NewGrant(first.Access[0].Server) with { Id = GrantId.New(Samples.Noon.AddMinutes(1)) };
        await store.AddAsync(second, default);
        await store.AddAsync(first, default);
        await store.AddAsync(Samples.NewGrant(), default);

        Assert.Equal([first, second], await store.ListAsync(first.Access[0].Server, default).Select(stored => stored.Value).ToArrayAsync());
    }

    [Fact]
    public async Task AddAsync_OfAGrantForSeveralServers_IsFoundAsItWasAndListedForEach()
    {
        var store = Create();
        var grant = Samples.NewGrant() with { Access = Reach(3) };

        Assert.Equal(SaveResult.Saved, await store.AddAsync(grant, default));

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, default));
        foreach (var server in grant.Access.Servers)
        {
            Assert.Equal([grant], await store.ListAsync(server, default).Select(stored => stored.Value).ToArrayAsync());
        }
    }

    [Fact]
    public async Task SaveAsync_WithAnotherAccess_IsListedForTheServersThatItReachesNow()
    {
        var store = Create();
        var (before, version) = await AddedAsync(store);
        var changed = before with { Access = Reach(2) };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(changed, version, default));

        Assert.Equal(changed, await store.FindByTokenAsync(before.Token, default));
        Assert.Empty(await store.ListAsync(before.Access[0].Server, default).ToArrayAsync());
        foreach (var server in changed.Access.Servers)
        {
            Assert.Equal([changed], await store.ListAsync(server, default).Select(stored => stored.Value).ToArrayAsync());
        }

        var stored = await store.FindAsync(before.Id, default);
        Assert.NotNull(stored);
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(before, stored.Version, default));
        Assert.Equal([before], await store.ListAsync(before.Access[0].Server, default).Select(each => each.Value).ToArrayAsync());
    }

    [Fact]
    public async Task SaveAsync_OfAGrantForSeveralServersWithANewToken_IsFoundByTheNewOneOnly()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var rotated = grant with { Access = new GrantAccess([.. Reach(1), .. grant.Access]), Token = Samples.NewTokenHash() };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(rotated, version, default));

        Assert.Null(await store.FindByTokenAsync(grant.Token, default));
        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, default));
    }

    [Fact]
    public async Task ListNewestAsync_OfAllGrants_ReturnsThemNewestFirstFromAnyPoint()
    {
        var store = Create();
        DateTimeOffset[] times = [Samples.Noon.AddDays(-2_000), Samples.Noon.AddDays(-300), Samples.Noon.AddDays(-20), Samples.Noon.AddMinutes(-1), Samples.Noon];
        var grants = times.Select(time => Samples.NewGrant() with { Id = GrantId.New(time), Access = Reach(2) }).ToArray();
        foreach (var grant in grants)
        {
            await store.AddAsync(grant, default);
        }

        Assert.Equal(grants.Reverse(), await OwnAsync(store, null, grants));
        Assert.Equal([grants[2], grants[1], grants[0]], await OwnAsync(store, grants[3].Id, grants));
        Assert.Equal([grants[0]], await OwnAsync(store, grants[1].Id, grants));
        Assert.Empty(await OwnAsync(store, grants[0].Id, grants));
    }

    [Fact]
    public async Task SaveAsync_WithANewToken_IsFoundByTheNewOneOnly()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var rotated = grant with { Token = Samples.NewTokenHash() };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(rotated, version, default));

        Assert.Null(await store.FindByTokenAsync(grant.Token, default));
        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, default));
    }

    [Fact]
    public async Task SaveAsync_WithAnotherGrantsToken_IsAConflictAndBothKeepTheirOwn()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var (other, _) = await AddedAsync(store);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(grant with { Token = other.Token }, version, default));

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, default));
        Assert.Equal(other, await store.FindByTokenAsync(other.Token, default));
    }

    [Fact]
    public async Task SaveAsync_WithAnOldVersion_IsAConflictAndChangesNothing()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);
        var revoked = grant with { RevokedAt = Samples.Noon };
        await store.SaveAsync(revoked, version, default);

        Assert.Equal(SaveResult.Conflict, await store.SaveAsync(grant with { Token = Samples.NewTokenHash() }, version, default));

        Assert.Equal(revoked, await store.FindByTokenAsync(grant.Token, default));
    }

    [Fact]
    public async Task SaveAsync_WhenAFieldIsTakenAway_KeepsItAway()
    {
        var store = Create();
        var grant = Samples.NewGrant(policy: Samples.NewPolicyId()) with { ExpiresAt = Samples.Noon };
        await store.AddAsync(grant, default);
        var stored = await store.FindAsync(grant.Id, default);
        Assert.NotNull(stored);

        var without = grant with { Access = GrantAccess.To(grant.Access[0].Server, null), ExpiresAt = null };

        await store.SaveAsync(without, stored.Version, default);

        Assert.Equal(without, await store.FindByTokenAsync(grant.Token, default));
    }

    [Fact]
    public async Task SaveAsync_ByTwoWithTheSameVersion_LetsOneThrough()
    {
        var store = Create();
        var (grant, version) = await AddedAsync(store);

        var results = await Task.WhenAll(
            store.SaveAsync(grant with { Token = Samples.NewTokenHash() }, version, default),
            store.SaveAsync(grant with { Token = Samples.NewTokenHash() }, version, default));

        Assert.Single(results, SaveResult.Saved);
        Assert.Null(await store.FindByTokenAsync(grant.Token, default));
    }

    [Fact]
    public async Task SaveAsync_OfAGrantNobodyAdded_IsAConflict() =>
        Assert.Equal(SaveResult.Conflict, await Create().SaveAsync(Samples.NewGrant(), new RowVersion("W/\"datetime'2026-11-02T12%3A00%3A00.0000000Z'\""), default));

    private static GrantAccess Reach(int servers) => new(Enumerable.Range(0, servers).Select(number => new ServerAccess(Samples.NewServerId(), number == 0 ? null : Samples.NewPolicyId())));

    // Other tests use the same account.
    private static async Task<Grant[]> OwnAsync(IGrantStore store, GrantId? before, Grant[] grants) =>
        await store.ListNewestAsync(before, default).Select(stored => stored.Value).Where(grants.Contains).ToArrayAsync();

    private static async Task<(Grant Grant, RowVersion Version)> AddedAsync(IGrantStore store)
    {
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, default);
        var stored = await store.FindAsync(grant.Id, default);
        Assert.NotNull(stored);
        return (stored.Value, stored.Version);
    }
}
