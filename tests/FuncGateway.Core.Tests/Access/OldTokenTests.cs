using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Access;

/// <summary>The old token of a rotation with an overlap, on the call path.</summary>
public sealed class OldTokenTests
{
    private static readonly DateTimeOffset End = Samples.Noon.AddMinutes(10);

    [Fact]
    public async Task IdentifyAsync_DuringTheOverlap_KnowsBothTokens()
    {
        var access = await AccessFixture.CreateAsync();
        var next = GrantToken.Mint();
        await access.ChangeAsync(grant => grant.Rotate(next.Hash, End));

        var (old, present) = (await access.GetCallerAsync(), Assert.IsType<Identification.Known>(await IdentifyAsync(access, next)).Caller);

        Assert.Equal(old.Grant, present.Grant);
    }

    [Fact]
    public async Task IdentifyAsync_AtTheEndOfTheOverlap_RefusesTheOldTokenThoughItIsRememberedAndAsksNoStore()
    {
        var access = await AccessFixture.CreateAsync();
        var next = GrantToken.Mint();
        await access.ChangeAsync(grant => grant.Rotate(next.Hash, End));
        access.Time.Advance(End - Samples.Noon - TimeSpan.FromTicks(1));
        await access.GetCallerAsync();
        var asked = access.Asked;

        access.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Contains("was rotated, and worked until 2026-11-02T12:10:00Z", await access.GetRefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(asked, access.Asked);
        Assert.IsType<Identification.Known>(await IdentifyAsync(access, next));
    }

    [Fact]
    public async Task IdentifyAsync_AfterTheOverlap_RefusesTheOldTokenThatIsReadAnew()
    {
        var access = await AccessFixture.CreateAsync();
        await access.ChangeAsync(grant => grant.Rotate(GrantToken.Mint().Hash, End));
        access.Time.Advance(TimeSpan.FromHours(1));

        Assert.Contains("was rotated", await access.GetRefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentifyAsync_AfterASecondRotation_KnowsTheOldestTokenNoMore()
    {
        var access = await AccessFixture.CreateAsync();
        await access.ChangeAsync(grant => grant.Rotate(GrantToken.Mint().Hash, End));
        var stored = await access.Grants.FindByTokenAsync(access.Token.Hash, default);
        Assert.NotNull(stored);
        await access.ChangeAsync(grant => grant.Rotate(GrantToken.Mint().Hash, End));

        Assert.Contains("is not known", await access.GetRefusalAsync(), StringComparison.Ordinal);
        Assert.NotNull(await access.Grants.FindByTokenAsync(stored.Token, default));
    }

    [Fact]
    public async Task RevokeAsync_DuringTheOverlap_EndsBothTokens()
    {
        var access = await AccessFixture.CreateAsync();
        var next = GrantToken.Mint();
        await access.ChangeAsync(grant => grant.Rotate(next.Hash, End));
        var grant = (await access.GetCallerAsync()).Grant;

        await new GrantRevocation(access.Grants, access.Time).RevokeAsync(grant.Id, default);
        access.Time.Advance(CacheAge.Max);

        await access.GetRefusalAsync();
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(access, next));
        Assert.Null((await access.Grants.FindAsync(grant.Id, default))?.Value.OldToken);
    }

    [Fact]
    public void Rotate_ToTheTokenThatItHasAlready_ChangesNothing()
    {
        var grant = Samples.NewGrant().Rotate(Samples.NewTokenHash(), End);

        Assert.Same(grant, grant.Rotate(grant.Token, End.AddHours(1)));
    }

    private static ValueTask<Identification> IdentifyAsync(AccessFixture access, GrantToken token) =>
        access.Directory.IdentifyAsync($"Bearer {token.Value}", access.Server, default);
}
