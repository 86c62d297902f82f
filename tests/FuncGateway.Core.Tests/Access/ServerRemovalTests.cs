using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

public sealed class ServerRemovalTests
{
    [Fact]
    public async Task RemoveAsync_OfAServer_KeepsItsGrantsFromTheNextServerOfThatName()
    {
        var access = await AccessFixture.CreateAsync();
        var other = Samples.NewGrant();
        await access.Grants.AddAsync(other, default);

        Assert.Equal(SaveResult.Saved, await RemoveAsync(access, await VersionAsync(access)));
        await access.Servers.SaveAsync(Samples.NewServer(access.Server), null, default);

        Assert.Contains("revoked", await access.GetRefusalAsync(), StringComparison.Ordinal);
        Assert.Null((await access.Grants.FindByTokenAsync(other.Token, default))?.RevokedAt);
    }

    [Fact]
    public async Task RemoveAsync_OfAServer_KeepsItsPoliciesFromTheNextServerOfThatName()
    {
        var access = await AccessFixture.CreateAsync();

        Assert.Equal(SaveResult.Saved, await RemoveAsync(access, await VersionAsync(access)));
        await access.Servers.SaveAsync(Samples.NewServer(access.Server), null, default);

        Assert.Null(await access.Policies.FindCurrentAsync(access.Server, access.Policy, default));
        Assert.Equal(1, await access.Policies.ListRevisionsAsync(access.Server, access.Policy, default).CountAsync());
    }

    [Fact]
    public async Task RemoveAsync_WithAnOldVersion_IsAConflictAndTouchesNoGrant()
    {
        var access = await AccessFixture.CreateAsync();
        var version = await VersionAsync(access);
        await access.Servers.SaveAsync(Samples.NewServer(access.Server) with { Name = "Other" }, version, default);

        Assert.Equal(SaveResult.Conflict, await RemoveAsync(access, version));

        Assert.IsType<Identification.Known>(await access.IdentifyAsync());
    }

    [Fact]
    public async Task RemoveAsync_OfAServerThatIsGone_IsAConflict()
    {
        var access = await AccessFixture.CreateAsync();
        var version = await VersionAsync(access);
        await access.RemoveServerAsync();

        Assert.Equal(SaveResult.Conflict, await RemoveAsync(access, version));
    }

    private static Task<SaveResult> RemoveAsync(AccessFixture access, RowVersion version) =>
        new ServerRemoval(access.Servers, access.Grants, new GrantRevocation(access.Grants, access.Time), new PolicyRetirement(access.Policies, access.Grants, access.Time), access.Inventories, new InMemoryRecordingStore()).RemoveAsync(access.Server, version, default);

    private static async Task<RowVersion> VersionAsync(AccessFixture access)
    {
        var stored = await access.Servers.FindAsync(access.Server, default);
        Assert.NotNull(stored);
        return stored.Version;
    }
}
