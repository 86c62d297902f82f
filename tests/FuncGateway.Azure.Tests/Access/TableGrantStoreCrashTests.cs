using Azure;
using FuncGateway.Azure.Access;
using FuncGateway.Core;
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
        var store = new TableGrantStore(azurite.Tables());
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };

        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteToken(rotated), None);

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
        Assert.Null(await store.FindByTokenAsync(rotated.Token, None));
    }

    [Fact]
    public async Task FindByTokenAsync_WhenARotationDiedBeforeTheOldPointerWasRemoved_KnowsTheNewTokenOnly()
    {
        var store = new TableGrantStore(azurite.Tables());
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };

        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(rotated), None);
        await table.ReplaceAsync(GrantRow.Write(rotated), ETag.All, None);

        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, None));
    }

    [Fact]
    public async Task SaveAsync_WhenAnEarlierTryOfTheSameRotationDied_GoesThrough()
    {
        var store = new TableGrantStore(azurite.Tables());
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var rotated = grant with { Token = Samples.NewTokenHash() };
        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteToken(rotated), None);
        var stored = await store.FindAsync(grant.Id, None);
        Assert.NotNull(stored);

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(rotated, stored.Version, None));

        Assert.Equal(rotated, await store.FindByTokenAsync(rotated.Token, None));
        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
    }

    [Fact]
    public async Task AddAsync_WhenAnEarlierTryDiedBeforeTheGrantWasWritten_GoesThrough()
    {
        var store = new TableGrantStore(azurite.Tables());
        var grant = Samples.NewGrant();
        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(grant), None);
        await table.AddAsync(GrantRow.WriteId(grant), None);
        Assert.Null(await store.FindByTokenAsync(grant.Token, None));
        Assert.Null(await store.FindAsync(grant.Id, None));

        Assert.Equal(SaveResult.Saved, await store.AddAsync(grant, None));

        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
    }

    [Fact]
    public async Task FindByTokenAsync_OfARowThatWeDidNotWrite_RefusesToGuess()
    {
        var store = new TableGrantStore(azurite.Tables());
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var row = GrantRow.Write(grant);
        row.Remove("CreatedAt");
        await azurite.Tables().Get("Grants").ReplaceAsync(row, ETag.All, None);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindByTokenAsync(grant.Token, None));

        Assert.Contains("CreatedAt", fault.Message, StringComparison.Ordinal);
    }
}
