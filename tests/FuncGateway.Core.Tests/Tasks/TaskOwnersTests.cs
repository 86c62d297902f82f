using FuncGateway.Core.Access;
using FuncGateway.Core.Tasks;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Tasks;

public sealed class TaskOwnersTests
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly InMemoryTaskStore _store = new();
    private readonly Caller _first;
    private readonly Caller _second;

    public TaskOwnersTests()
    {
        var server = Samples.NewServer();
        (_first, _second) = (new(Samples.NewGrant(server.Id), server, null), new(Samples.NewGrant(server.Id), server, null));
    }

    [Fact]
    public async Task Task_BelongsToTheGrantThatClaimedItFirst_OnEveryInstance()
    {
        Assert.True(await Owners().ClaimAsync(_first, "t", null, default));

        foreach (var owners in new[] { Owners(), Owners() })
        {
            Assert.False(await owners.ClaimAsync(_second, "t", null, default));
            Assert.False(await owners.OwnsAsync(_second, "t", default));
            Assert.True(await owners.OwnsAsync(_first, "t", default));
            Assert.True(await owners.ClaimAsync(_first, "t", null, default));
        }
    }

    [Fact]
    public async Task Task_ThatNobodyClaimed_IsNobodys() => Assert.False(await Owners().OwnsAsync(_first, "t", default));

    [Fact]
    public async Task Owner_ThatCannotBeReadOrStored_Throws()
    {
        _store.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Owners().ClaimAsync(_first, "t", null, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Owners().OwnsAsync(_first, "t", default).AsTask());
    }

    [Theory]
    [InlineData(null, 30 * 24)]
    [InlineData(1, 25)]
    [InlineData(30 * 24 - 1, 30 * 24)]
    [InlineData(1_000_000, 30 * 24)]
    public async Task Owner_IsKeptADayLongerThanItsTask_AndNoLongerThanTheRetention(int? hours, int kept)
    {
        await Owners().ClaimAsync(_first, "t", hours is { } life ? TimeSpan.FromHours(life) : null, default);

        Assert.Equal(Samples.Noon.AddHours(kept), Assert.Single(_store.All).Value.ExpiresAt);
    }

    [Fact]
    public async Task Retention_DeletesOwnersThatHaveExpired()
    {
        await Owners().ClaimAsync(_first, "t", TimeSpan.Zero, default);
        _time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(1, await new TaskRetention(_store, _time).RunAsync(default));

        Assert.False(await Owners().OwnsAsync(_first, "t", default));
    }

    [Fact]
    public async Task Owners_KeptInMemory_AreBounded()
    {
        var owners = Owners();
        for (var number = 0; number <= TaskOwners.MaxKnown; number++)
        {
            await owners.ClaimAsync(_first, $"{number}", null, default);
        }

        _store.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => owners.OwnsAsync(_first, "0", default).AsTask());
        Assert.True(await owners.OwnsAsync(_first, $"{TaskOwners.MaxKnown}", default));
    }

    private TaskOwners Owners() => new(_store, new GatewayOptions(), _time);
}
