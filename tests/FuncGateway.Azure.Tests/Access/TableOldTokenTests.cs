using Azure;
using FuncGateway.Azure.Access;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Access;

/// <summary>Rotations with an overlap, and the state of the table after the process has died between two writes of one.</summary>
public sealed class TableOldTokenTests(AzuriteFixture azurite) : OldTokenContract, IClassFixture<AzuriteFixture>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task FindByTokenAsync_WhenARotationDiedBeforeTheGrantWasWritten_KnowsTheTokensBeforeIt()
    {
        var store = Create();
        var grant = Samples.NewGrant().Rotate(Samples.NewTokenHash(), Samples.Noon);
        await store.AddAsync(grant, None);
        var rotated = grant.Rotate(Samples.NewTokenHash(), Samples.Noon);

        await azurite.Tables().Get("Grants").AddAsync(GrantRow.WriteToken(rotated.Token, rotated, rotated.Access[0].Server), None);

        Assert.Null(await store.FindByTokenAsync(rotated.Token, None));
        Assert.Equal(grant, await store.FindByTokenAsync(grant.Token, None));
        Assert.Equal(grant, await store.FindByTokenAsync(grant.OldToken!.Hash, None));
    }

    [Fact]
    public async Task SaveAsync_AfterARotationThatDiedBeforeItSwept_LeavesNoTokenValidThatTheGrantDoesNotShow()
    {
        var store = Create();
        var first = Samples.NewGrant().Rotate(Samples.NewTokenHash(), Samples.Noon);
        await store.AddAsync(first, None);
        var second = first.Rotate(Samples.NewTokenHash(), Samples.Noon);
        var table = azurite.Tables().Get("Grants");
        await table.AddAsync(GrantRow.WriteToken(second.Token, second, second.Access[0].Server), None);
        await table.ReplaceAsync(GrantRow.Write(second, second.Access[0].Server), ETag.All, None);

        Assert.Null(await store.FindByTokenAsync(first.OldToken!.Hash, None));
        Assert.Equal(second, await store.FindByTokenAsync(first.Token, None));
        var stored = await store.FindAsync(first.Id, None);
        Assert.NotNull(stored);
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(second.Revoke(Samples.Noon), stored.Version, None));
        Assert.Null(await store.FindByTokenAsync(first.Token, None));
    }

    [Fact]
    public async Task SaveAsync_OfARotation_SweepsThePointersOfTheTokensThatItEnds()
    {
        var store = Create();
        var grant = Samples.NewGrant();
        await store.AddAsync(grant, None);
        var tokens = new List<TokenHash> { grant.Token };
        for (var count = 0; count < 2; count++)
        {
            var stored = await store.FindAsync(grant.Id, None);
            Assert.NotNull(stored);
            var rotated = stored.Value.Rotate(Samples.NewTokenHash(), Samples.Noon);
            tokens.Add(rotated.Token);
            await store.SaveAsync(rotated, stored.Version, None);
        }

        var pointers = await Task.WhenAll(tokens.Select(token => azurite.Tables().Get("Grants").FindAsync(token.Value, GrantRow.TokenKey, None)));

        Assert.Equal([false, true, true], pointers.Select(pointer => pointer is not null));
    }

    [Fact]
    public async Task FindByTokenAsync_OfAnOldTokenWithoutItsEnd_RefusesToGuess()
    {
        var store = Create();
        var grant = Samples.NewGrant().Rotate(Samples.NewTokenHash(), Samples.Noon);
        await store.AddAsync(grant, None);
        var row = GrantRow.Write(grant, grant.Access[0].Server);
        row.Remove("OldTokenUntil");
        await azurite.Tables().Get("Grants").ReplaceAsync(row, ETag.All, None);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindByTokenAsync(grant.OldToken!.Hash, None));

        Assert.Contains("OldTokenUntil", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindByTokenAsync_AfterAnEarlierReleaseHasWrittenTheGrant_KnowsThePresentTokenOnly()
    {
        var store = Create();
        var grant = Samples.NewGrant().Rotate(Samples.NewTokenHash(), Samples.Noon);
        await store.AddAsync(grant, None);
        var row = GrantRow.Write(grant, grant.Access[0].Server);
        row.Remove("OldToken");
        row.Remove("OldTokenUntil");
        await azurite.Tables().Get("Grants").ReplaceAsync(row, ETag.All, None);

        Assert.Null(await store.FindByTokenAsync(grant.OldToken!.Hash, None));
        Assert.Equal(grant with { OldToken = null }, await store.FindByTokenAsync(grant.Token, None));
    }

    protected override IGrantStore Create() => new TableGrantStore(azurite.Tables(), TimeProvider.System);
}
