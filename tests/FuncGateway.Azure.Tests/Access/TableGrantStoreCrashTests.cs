using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Access;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Access;

/// <summary>Tests the state of the table after the process has died between two writes.</summary>
public sealed class TableGrantStoreCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task FindByTokenAsync_WhenARotationDiedBeforeTheGrantWasWritten_KnowsTheOldTokenOnly()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };

        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteToken(rotated.Token, rotated, rotated.Access[0].Server), None);

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
        Assert.Null(await store.FindByTokenAsync(rotated.Token, None));
    }

    [Fact]
    public async Task FindByTokenAsync_WhenARotationDiedBeforeTheOldPointerWasRemoved_KnowsTheNewTokenOnly()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };

        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(rotated.Token, rotated, rotated.Access[0].Server), None);
        await table.ReplaceAsync(GrantRow.Write(rotated, rotated.Access[0].Server), ETag.All, None);

        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, None));
    }

    [Fact]
    public async Task SaveAsync_WhenAnEarlierTryOfTheSameRotationDied_GoesThrough()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };
        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteToken(rotated.Token, rotated, rotated.Access[0].Server), None);
        var stored = await store.FindAsync(grant.Id, None);
        Assert.NotNull(stored);

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(rotated, stored.Version, None));

        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, None));
        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
    }

    [Fact]
    public async Task AddAsync_WhenAnEarlierTryDiedBeforeTheGrantWasWritten_GoesThrough()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(grant.Token, grant, grant.Access[0].Server), None);
        await table.AddAsync(GrantRow.WriteId(grant, grant.Access[0].Server), None);
        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
        Assert.Null(await store.FindAsync(grant.Id, None));

        Assert.Equal(SaveResult.Saved, await store.AddAsync(grant, None));

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
    }

    [Fact]
    public async Task ListAsync_WhenACreationDiedBeforeTheGrantWasWritten_HasNothing()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var (grant, second) = (Samples.NewGrant(), Samples.NewServerId());
        var home = grant.Access[0].Server;
        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteId(grant, home), None);
        await table.AddAsync(GrantRow.WriteReached(grant, second, home), None);

        Assert.Empty(await store.ListAsync(second, None).ToArrayAsync());
        Assert.DoesNotContain(grant.Id, await store.ListNewestAsync(null, None).Select(stored => stored.Value.Id).ToArrayAsync());

        var both = grant with { Access = new GrantAccess([.. grant.Access, new ServerAccess(second, null)]) };
        Assert.Equal(SaveResult.Saved, await store.AddAsync(both, None));
        Assert.Equal([both], await store.ListAsync(second, None).Select(stored => stored.Value).ToArrayAsync());
    }

    [Fact]
    public async Task ListAsync_WhenAnAdditionDiedBeforeTheGrantWasWritten_DoesNotHaveTheGrant()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var (grant, second) = (Samples.NewGrant(), Samples.NewServerId());
        await store.AddAsync(grant, None);

        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteReached(grant, second, grant.Access[0].Server), None);

        Assert.Empty(await store.ListAsync(second, None).ToArrayAsync());
        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
    }

    [Fact]
    public async Task FindByTokenAsync_OfARowOfAnEarlierRelease_IsAGrantForItsServer()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant(policy: Samples.NewPolicyId());
        var (server, policy) = (grant.Access[0].Server, grant.Access[0].Policy);
        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(grant.Token, grant, server), None);
        await table.AddAsync(GrantRow.WriteId(grant, server), None);
        await table.AddAsync(new TableEntity(server.Value, grant.Id.Value) { ["Label"] = grant.Label, ["Policy"] = policy?.Value, ["Token"] = grant.Token.Value, ["CreatedAt"] = grant.CreatedAt }, None);

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
        Assert.Equal([grant], await store.ListAsync(server, None).Select(stored => stored.Value).ToArrayAsync());
        Assert.Contains(grant, await store.ListNewestAsync(null, None).Select(stored => stored.Value).ToArrayAsync());
    }

    [Fact]
    public void Write_OfAGrant_IsReadByEarlierReleasesWithinWhatItReaches()
    {
        var (grant, second) = (Samples.NewGrant(policy: Samples.NewPolicyId()), new ServerAccess(Samples.NewServerId(), Samples.NewPolicyId()));
        var home = grant.Access[0];

        Assert.Null(GrantRow.Write(grant, home.Server)["Access"]);
        Assert.Equal(home.Policy?.Value, GrantRow.Write(grant with { Access = new GrantAccess(second, home) }, home.Server)["Policy"]);
        Assert.Null(GrantRow.Write(grant with { Access = new GrantAccess(second) }, home.Server)["Policy"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"server":"jobs","policy":"A b"}]""")]
    [InlineData("""[{"policy":"seed"}]""")]
    [InlineData("""[{"server":"jobs"},{"server":"jobs"}]""")]
    public async Task FindByTokenAsync_OfAnAccessThatWeDidNotWrite_RefusesToGuess(string access)
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var row = GrantRow.Write(grant, grant.Access[0].Server);
        row["Access"] = access;
        await azurite.Tables().Get("Grants").ReplaceAsync(row, ETag.All, None);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindByTokenAsync(grant.Token, None));

        Assert.Contains("Access", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindByTokenAsync_OfARowThatWeDidNotWrite_RefusesToGuess()
    {
        var store = new TableGrantStore(azurite.Tables(), TimeProvider.System);
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var row = GrantRow.Write(grant, grant.Access[0].Server);
        row.Remove("CreatedAt");
        await azurite.Tables().Get("Grants").ReplaceAsync(row, ETag.All, None);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindByTokenAsync(grant.Token, None));

        Assert.Contains("CreatedAt", fault.Message, StringComparison.Ordinal);
    }
}
