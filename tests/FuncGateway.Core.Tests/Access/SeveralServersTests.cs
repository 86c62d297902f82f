using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

/// <summary>A grant that reaches two servers, the second under no policy.</summary>
public sealed class SeveralServersTests
{
    private readonly ServerId _second = Samples.NewServerId();

    [Fact]
    public async Task IdentifyAsync_AtEachServer_AppliesThePolicyOfThatServer()
    {
        var access = await CreateAsync();

        var first = await access.GetCallerAsync();
        var second = Assert.IsType<Identification.Known>(await IdentifyAsync(access, _second)).Caller;

        Assert.Equal((access.Server, access.Policy), (first.Server.Id, first.Policy?.Id));
        Assert.Equal((_second, null), (second.Server.Id, second.Policy));
        Assert.Equal(first.Grant, second.Grant);
    }

    [Fact]
    public async Task IdentifyAsync_AtBothServersInTurn_ReturnsTheSameCallersAgain()
    {
        var access = await CreateAsync();
        var (first, second) = (await access.IdentifyAsync(), await IdentifyAsync(access, _second));

        Assert.Same(first, await access.IdentifyAsync());
        Assert.Same(second, await IdentifyAsync(access, _second));
    }

    [Fact]
    public async Task IdentifyAsync_AtAServerThatTheGrantDoesNotReach_NamesThoseThatItReaches()
    {
        var access = await CreateAsync();
        var other = Samples.NewServerId();

        var refusal = Assert.IsType<Identification.OtherServer>(await IdentifyAsync(access, other));

        Assert.Equal($"This grant reaches the servers '{access.Server}', '{_second}', not '{other}'.", refusal.Why);
    }

    [Fact]
    public async Task IdentifyAsync_AfterAServerWasTakenOut_IsRefusedThereAndKnownElsewhere()
    {
        var access = await CreateAsync();
        await IdentifyAsync(access, _second);
        await access.ChangeAsync(grant => grant with { Access = GrantAccess.To(access.Server, access.Policy) });
        access.Time.Advance(CacheAge.Max);

        Assert.IsType<Identification.OtherServer>(await IdentifyAsync(access, _second));
        Assert.IsType<Identification.Known>(await access.IdentifyAsync());
    }

    [Fact]
    public async Task RemoveAsync_OfOneServer_LeavesTheGrantAtTheOthers()
    {
        var access = await CreateAsync();

        await RemoveAsync(access, access.Server);
        access.Time.Advance(CacheAge.Max);

        Assert.IsType<Identification.OtherServer>(await access.IdentifyAsync());
        Assert.IsType<Identification.Known>(await IdentifyAsync(access, _second));
    }

    [Fact]
    public async Task RemoveAsync_OfAllServers_RevokesTheGrant()
    {
        var access = await CreateAsync();

        await RemoveAsync(access, access.Server);
        await RemoveAsync(access, _second);
        access.Time.Advance(CacheAge.Max);

        Assert.Contains("revoked", await access.GetRefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditAsync_ThatAddsAServerThatIsRemovedMeanwhile_TakesItOutAgain()
    {
        var access = await CreateAsync();
        var grant = (await access.GetCallerAsync()).Grant;
        var (editing, gone) = (new GrantEditing(access.Grants, access.Servers, new GrantRevocation(access.Grants, access.Time)), Samples.NewServerId());

        var edit = await editing.EditAsync(grant.Id, stored => Task.FromResult<Grant?>(stored.Value with { Access = new GrantAccess([.. stored.Value.Access, new ServerAccess(gone, null)]) }), default);

        Assert.Equal(gone, Assert.IsType<GrantEdit.NoServer>(edit).Server);
        Assert.Equal(grant, (await access.Grants.FindAsync(grant.Id, default))?.Value);
    }

    [Fact]
    public async Task IssueAsync_ForAServerThatDoesNotExist_LeavesNoLiveGrant()
    {
        var access = await CreateAsync();
        var (gone, revocation) = (Samples.NewServerId(), new GrantRevocation(access.Grants, access.Time));

        var result = await new GrantIssuing(access.Servers, access.Grants, revocation, access.Time)
            .IssueAsync(new GrantAccess(new ServerAccess(_second, null), new ServerAccess(gone, null)), "Agent", null, default);

        Assert.Equal(gone, Assert.IsType<IssueResult.NoServer>(result).Server);
        Assert.NotNull((await access.Grants.ListAsync(gone, default).SingleAsync()).Value.RevokedAt);
    }

    [Fact]
    public async Task RetireAsync_OfAPolicyThatAGrantUsesAtOneOfItsServers_NamesTheGrant()
    {
        var access = await CreateAsync();
        var grant = (await access.GetCallerAsync()).Grant;
        await access.ChangeAsync(stored => stored with { Access = new GrantAccess(new ServerAccess(_second, null), new ServerAccess(access.Server, access.Policy)) });

        var result = await new PolicyRetirement(access.Policies, access.Grants, access.Time).RetireAsync(access.Server, access.Policy, _ => true, default);

        Assert.Equal([grant.Id], Assert.IsType<RetireResult.InUse>(result).Grants);
    }

    private static ValueTask<Identification> IdentifyAsync(AccessFixture access, ServerId server) =>
        access.Directory.IdentifyAsync($"Bearer {access.Token.Value}", server, default);

    private static async Task RemoveAsync(AccessFixture access, ServerId server)
    {
        var stored = await access.Servers.FindAsync(server, default);
        Assert.NotNull(stored);
        var (revocation, policies) = (new GrantRevocation(access.Grants, access.Time), new PolicyRetirement(access.Policies, access.Grants, access.Time));
        Assert.Equal(SaveResult.Saved, await new ServerRemoval(access.Servers, access.Grants, revocation, policies, access.Inventories, new InMemoryRecordingStore()).RemoveAsync(server, stored.Version, default));
    }

    private async Task<AccessFixture> CreateAsync()
    {
        var access = await AccessFixture.CreateAsync(grant => grant with { Access = new GrantAccess([.. grant.Access, new ServerAccess(_second, null)]) });
        await access.Servers.SaveAsync(Samples.NewServer(_second), null, default);
        return access;
    }
}
