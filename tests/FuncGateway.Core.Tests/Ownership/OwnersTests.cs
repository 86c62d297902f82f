using FuncGateway.Core.Access;
using FuncGateway.Core.Ownership;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Ownership;

public sealed class OwnersTests
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly InMemoryOwnerStore _store = new();
    private readonly Caller _first;
    private readonly Caller _second;

    public OwnersTests()
    {
        var server = Samples.NewServer();
        (_first, _second) = (new(Samples.NewGrant(server.Id), server, null), new(Samples.NewGrant(server.Id), server, null));
    }

    [Fact]
    public async Task Task_BelongsToTheGrantThatClaimedItFirst_OnEveryInstance()
    {
        Assert.True(await NewOwners().ClaimTaskAsync(_first, "t", null, default));

        foreach (var owners in new[] { NewOwners(), NewOwners() })
        {
            Assert.False(await owners.ClaimTaskAsync(_second, "t", null, default));
            Assert.False(await owners.OwnsTaskAsync(_second, "t", default));
            Assert.True(await owners.OwnsTaskAsync(_first, "t", default));
            Assert.True(await owners.ClaimTaskAsync(_first, "t", null, default));
        }
    }

    [Fact]
    public async Task Task_ThatNobodyClaimed_IsNobodys() => Assert.False(await NewOwners().OwnsTaskAsync(_first, "t", default));

    [Fact]
    public async Task Owner_ThatCannotBeReadOrStored_Throws()
    {
        _store.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => NewOwners().ClaimTaskAsync(_first, "t", null, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => NewOwners().OwnsTaskAsync(_first, "t", default).AsTask());
    }

    [Theory]
    [InlineData(null, 30 * 24)]
    [InlineData(1, 25)]
    [InlineData(30 * 24 - 1, 30 * 24)]
    [InlineData(1_000_000, 30 * 24)]
    public async Task Owner_IsKeptADayLongerThanItsTask_AndNoLongerThanTheRetention(int? hours, int kept)
    {
        await NewOwners().ClaimTaskAsync(_first, "t", hours is { } life ? TimeSpan.FromHours(life) : null, default);

        Assert.Equal(Samples.Noon.AddHours(kept), Assert.Single(_store.All).Value.ExpiresAt);
    }

    [Fact]
    public async Task State_BelongsToEachGrantThatItWasGivenTo_OnEveryInstance()
    {
        await NewOwners().ClaimStateAsync(_first, "s", default);
        Assert.False(await NewOwners().OwnsStateAsync(_second, "s", default));

        await NewOwners().ClaimStateAsync(_second, "s", default);
        await NewOwners().ClaimStateAsync(_first, "s", default);

        Assert.True(await NewOwners().OwnsStateAsync(_first, "s", default));
        Assert.True(await NewOwners().OwnsStateAsync(_second, "s", default));
        Assert.False(await NewOwners().OwnsTaskAsync(_first, "s", default));
        Assert.All(_store.All.Values, owner => Assert.Equal(Samples.Noon.AddDays(7), owner.ExpiresAt));
    }

    [Fact]
    public async Task Retention_DeletesOwnersThatHaveExpired()
    {
        await NewOwners().ClaimTaskAsync(_first, "t", TimeSpan.Zero, default);
        _time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(1, await new OwnerRetention(_store, _time).RunAsync(default));

        Assert.False(await NewOwners().OwnsTaskAsync(_first, "t", default));
    }

    [Fact]
    public async Task Owners_KeptInMemory_AreBounded()
    {
        var owners = NewOwners();
        for (var number = 0; number <= Owners.MaxKnown; number++)
        {
            await owners.ClaimTaskAsync(_first, $"{number}", null, default);
        }

        _store.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => owners.OwnsTaskAsync(_first, "0", default).AsTask());
        Assert.True(await owners.OwnsTaskAsync(_first, $"{Owners.MaxKnown}", default));
    }

    private Owners NewOwners() => new(_store, new GatewayOptions(), _time);
}
