using FuncGateway.Core.Limits;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>
/// The tests that every counter must pass, whatever keeps its state: the pure transition, and the entity on the durable engine.
/// Each test starts with a counter that has no state.
/// </summary>
public abstract class CounterContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 10, TimeSpan.Zero);
    private static readonly long ThisMinute = MinuteOf(Noon);

    /// <summary>Runs one operation at the given time. An operation that fails may throw, but must not change the state.</summary>
    protected abstract Task ApplyAsync(LeaseRequest request, DateTimeOffset now);

    /// <inheritdoc cref="ApplyAsync(LeaseRequest, DateTimeOffset)"/>
    protected abstract Task ApplyAsync(ReturnRequest request, DateTimeOffset now);

    /// <inheritdoc cref="ApplyAsync(LeaseRequest, DateTimeOffset)"/>
    protected abstract Task ApplyAsync(ResetRequest request, DateTimeOffset now);

    /// <summary>Returns the state as a client of the counter reads it, or null if there is none.</summary>
    protected abstract Task<RateCounterState?> ReadAsync();

    [Fact]
    public async Task Lease_OfAFreshCounter_HandsOutWhatIsAskedFor() =>
        Assert.Equal(7, await LeaseAsync("a", 1, amount: 7));

    [Fact]
    public async Task Read_BeforeAnyLease_FindsNoState() => Assert.Null(await ReadAsync());

    [Fact]
    public async Task Lease_OfMoreThanIsLeft_HandsOutWhatIsLeft()
    {
        await LeaseAsync("a", 1, amount: 25);
        Assert.Equal(5, await LeaseAsync("b", 1, amount: 25));
        Assert.Equal(0, await LeaseAsync("c", 1, amount: 1));
    }

    [Fact]
    public async Task Lease_OfDecimals_IsExact()
    {
        await LeaseAsync("a", 1, amount: 0.1m, max: 0.3m);
        Assert.Equal(0.2m, await LeaseAsync("b", 1, amount: 0.25m, max: 0.3m));
    }

    [Fact]
    public async Task Lease_SentAgain_IsCountedOnceAndAnsweredTheSame()
    {
        var first = await LeaseAsync("a", 1, amount: 20);
        var before = await IssuedAsync();
        Assert.Equal(first, await LeaseAsync("a", 1, amount: 20, now: Noon.AddSeconds(2)));
        Assert.Equal(before, await IssuedAsync());
    }

    [Fact]
    public async Task Lease_OvertakenByALaterOne_IsIgnored()
    {
        await LeaseAsync("a", 2, amount: 3);
        await ApplyAsync(Ask("a", 1, 20), Noon);
        Assert.Equal(3, await IssuedAsync());
        Assert.NotNull((await ReadAsync())?.FindReply(Ask("a", 2, 3)));
    }

    [Fact]
    public async Task Lease_OfSeveralCounters_AnswersEachInTheOrderOfTheAsks()
    {
        var request = new LeaseRequest("a", 1, [new("calls", 60, ThisMinute, 30, 40), new("spend", 86_400, DayOf(Noon), 100, 60), new("calls", 60, ThisMinute + 1, 30, 8)]);
        await ApplyAsync(request, Noon);
        Assert.Equal([30m, 60, 8], (await ReadAsync())?.FindReply(request)?.Permits.Select(permits => permits.Amount));
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(-1, 8)]
    [InlineData(1, 8)]
    [InlineData(2, 0)]
    public async Task Lease_OfAnotherWindow_IsRefusedUnlessItIsThePreviousOrTheNext(int offset, int handedOut) =>
        Assert.Equal(handedOut, await LeaseAsync("a", 1, amount: 8, window: ThisMinute + offset));

    [Fact]
    public async Task Lease_AfterTheClockWasSetBack_DoesNotOpenAWindowAgain()
    {
        await LeaseAsync("a", 1, amount: 30);
        await LeaseAsync("b", 1, amount: 1, window: ThisMinute + 2, now: Noon.AddMinutes(2));
        Assert.Equal(0, await LeaseAsync("c", 1, amount: 1, now: Noon));
    }

    [Fact]
    public async Task Lease_AfterTheCeilingWasLowered_HandsOutNothingAboveIt()
    {
        await LeaseAsync("a", 1, amount: 12);
        Assert.Equal(0, await LeaseAsync("b", 1, amount: 1, max: 10));
        Assert.Equal(8, await LeaseAsync("c", 1, amount: 30, max: 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Lease_OfNothing_ChangesNoCount(int amount)
    {
        Assert.Equal(0, await LeaseAsync("a", 1, amount));
        Assert.Equal(0, await IssuedAsync());
    }

    [Fact]
    public async Task Return_OfWhatWasNotUsed_CanBeHandedOutAgain()
    {
        await LeaseAsync("a", 1, amount: 30);
        await ApplyAsync(Back("a", 2, 6), Noon);
        Assert.Equal(6, await LeaseAsync("b", 1, amount: 30));
    }

    [Fact]
    public async Task Return_SentAgain_IsCountedOnce()
    {
        await LeaseAsync("a", 1, amount: 30);
        await ApplyAsync(Back("a", 2, 6), Noon);
        await ApplyAsync(Back("a", 2, 6), Noon);
        Assert.Equal(24, await IssuedAsync());
    }

    [Fact]
    public async Task Return_OvertakenByALease_IsIgnored()
    {
        await LeaseAsync("a", 3, amount: 10);
        await ApplyAsync(Back("a", 2, 6), Noon);
        Assert.Equal(10, await IssuedAsync());
    }

    [Fact]
    public async Task Return_OfMoreThanIsOut_LeavesNothingOut()
    {
        await LeaseAsync("a", 1, amount: 2);
        await ApplyAsync(Back("a", 2, 6), Noon);
        Assert.Equal(0, await IssuedAsync());
    }

    [Fact]
    public async Task Return_AfterTheWindow_IsIgnored()
    {
        await LeaseAsync("a", 1, amount: 10);
        await ApplyAsync(Back("a", 2, 6), Noon.AddMinutes(1));
        Assert.Equal(10, await IssuedAsync());
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(0)]
    public async Task Return_OfNothing_IsIgnored(int amount)
    {
        await LeaseAsync("a", 1, amount: 10);
        await ApplyAsync(Back("a", 2, amount), Noon);
        Assert.Equal(10, await IssuedAsync());
    }

    [Fact]
    public async Task Return_OfAHolderNobodyKnows_IsIgnored()
    {
        await ApplyAsync(Back("a", 1, 6), Noon);
        await LeaseAsync("b", 1, amount: 10);
        await ApplyAsync(Back("a", 1, 6), Noon);
        Assert.Equal(10, await IssuedAsync());
    }

    [Fact]
    public async Task Lease_OfAForgottenHolderSentAgainLate_HandsOutNothing()
    {
        await LeaseAsync("a", 1, amount: 10);
        await LeaseAsync("b", 1, amount: 10, window: ThisMinute + 3, now: Noon.AddMinutes(3));
        Assert.DoesNotContain((await ReadAsync())?.Holders ?? [], holder => holder.Holder == "a");
        Assert.Equal(0, await LeaseAsync("a", 1, amount: 10, now: Noon.AddMinutes(3)));
    }

    [Fact]
    public async Task Return_SentAgainWhenOnlyShorterWindowsPassed_IsStillCountedOnce()
    {
        // The minute of the holder's latest lease has long passed, but its day has not, so the holder must be remembered.
        await ApplyAsync(new LeaseRequest("a", 1, [new("spend", 86_400, DayOf(Noon), 100, 60)]), Noon);
        var back = new ReturnRequest("a", 2, "spend", 86_400, DayOf(Noon), 40);
        await ApplyAsync(back, Noon);
        await LeaseAsync("a", 3, amount: 1);
        await LeaseAsync("b", 1, amount: 1, window: ThisMinute + 30, now: Noon.AddMinutes(30));
        await ApplyAsync(back, Noon.AddMinutes(30));
        Assert.Equal(20, (await ReadAsync())?.IssuedIn("spend", 86_400, DayOf(Noon)));
    }

    [Fact]
    public async Task Lease_ThatFailsHalfWay_LeavesNoTrace()
    {
        await LeaseAsync("a", 1, amount: 10);
        await Record.ExceptionAsync(() => ApplyAsync(new LeaseRequest("b", 1, [new("calls", 60, ThisMinute, 30, 5), null!]), Noon));
        Assert.Equal(10, await IssuedAsync());
        Assert.DoesNotContain((await ReadAsync())?.Holders ?? [], holder => holder.Holder == "b");
        Assert.Equal(20, await LeaseAsync("c", 1, amount: 30));
    }

    [Fact]
    public async Task State_OfManyHolders_StaysSmall()
    {
        for (var minute = 0; minute < 20; minute++)
        {
            foreach (var holder in (string[])["a", "b", "c", "d"])
            {
                await LeaseAsync(holder + minute, 1, amount: 1, window: ThisMinute + minute, now: Noon.AddMinutes(minute));
            }
        }

        var state = await ReadAsync();
        Assert.InRange(state?.Holders.Count ?? 0, 4, 12);
        Assert.InRange(state?.Issued.Count ?? 0, 1, 3);
    }

    [Fact]
    public async Task IsSpent_WhileAWindowMayStillBeAskedFor_IsFalse()
    {
        await LeaseAsync("a", 1, amount: 1);
        var state = await ReadAsync();
        Assert.False(state?.IsSpent(Noon.AddMinutes(2)));
        Assert.True(state?.IsSpent(Noon.AddMinutes(62)));
    }

    [Fact]
    public async Task Reset_OfWhatWasSpent_LeavesTheMaximumAgain()
    {
        await LeaseAsync("a", 1, amount: 30);
        await LeaseAsync("a", 2, amount: 1, held: 0);

        await ApplyAsync(Begin("r1"), Noon);

        Assert.Equal(30, await LeaseAsync("b", 1, amount: 40));
    }

    [Fact]
    public async Task Reset_WhileAHolderHasPermits_LeavesTheMaximumWithoutThem()
    {
        await LeaseAsync("a", 1, amount: 20);
        await LeaseAsync("a", 2, amount: 10, held: 5);

        await ApplyAsync(Begin("r1"), Noon);

        Assert.Equal(15, await LeaseAsync("b", 1, amount: 40));
    }

    [Fact]
    public async Task Reset_OfAHolderThatDoesNotReport_CountsEverythingAsHeld()
    {
        await LeaseAsync("a", 1, amount: 20);
        await LeaseAsync("a", 2, amount: 5);
        await ApplyAsync(Back("a", 3, 2), Noon);

        await ApplyAsync(Begin("r1"), Noon);

        Assert.Equal(7, await LeaseAsync("b", 1, amount: 40));
    }

    [Fact]
    public async Task Reset_SentAgain_IsCarriedOutOnce()
    {
        await LeaseAsync("a", 1, amount: 30);
        await LeaseAsync("a", 2, amount: 0, held: 0);
        await ApplyAsync(Begin("r1"), Noon);
        await LeaseAsync("a", 3, amount: 30, held: 0);
        await LeaseAsync("a", 4, amount: 0, held: 0);

        await ApplyAsync(Begin("r1"), Noon.AddSeconds(40));

        Assert.Equal(0, await LeaseAsync("b", 1, amount: 1));
        Assert.True((await ReadAsync())?.HasReset("r1"));
        await ApplyAsync(Begin("r2"), Noon);
        Assert.Equal(30, await LeaseAsync("b", 2, amount: 40));
    }

    [Fact]
    public async Task Reset_OfOneWindow_LeavesOtherWindowsAndCounters()
    {
        await ApplyAsync(new LeaseRequest("a", 1, [new("calls", 60, ThisMinute, 30, 30), new("calls", 60, ThisMinute + 1, 30, 8), new("spend", 86_400, DayOf(Noon), 100, 60)]), Noon);
        await ApplyAsync(new LeaseRequest("a", 2, [new("calls", 60, ThisMinute, 30, 0, Held: 0), new("calls", 60, ThisMinute + 1, 30, 0, Held: 0), new("spend", 86_400, DayOf(Noon), 100, 0, Held: 0)]), Noon);

        await ApplyAsync(Begin("r1"), Noon);

        var state = await ReadAsync();
        Assert.Equal((0m, 8m, 60m), (state?.IssuedIn("calls", 60, ThisMinute), state?.IssuedIn("calls", 60, ThisMinute + 1), state?.IssuedIn("spend", 86_400, DayOf(Noon))));
    }

    [Fact]
    public async Task Reset_AfterTheWindow_IsIgnored()
    {
        await LeaseAsync("a", 1, amount: 30);

        await ApplyAsync(Begin("r1"), Noon.AddMinutes(2));

        Assert.Equal(0, (await ReadAsync())?.ResetsIn("calls", 60, ThisMinute));
    }

    [Fact]
    public async Task Reset_OfACounterWithoutState_IsRemembered()
    {
        await ApplyAsync(Begin("r1"), Noon);
        await LeaseAsync("a", 1, amount: 30);
        await LeaseAsync("a", 2, amount: 0, held: 0);

        await ApplyAsync(Begin("r1"), Noon);

        Assert.Equal(0, await LeaseAsync("b", 1, amount: 1));
    }

    [Fact]
    public async Task Return_OfPermitsThatWereTakenBeforeAReset_IsIgnored()
    {
        await LeaseAsync("a", 1, amount: 30);
        await LeaseAsync("a", 2, amount: 0, held: 0);
        await ApplyAsync(Begin("r1"), Noon);
        await LeaseAsync("b", 1, amount: 30);

        await ApplyAsync(Back("a", 3, 6) with { Held = 0, Resets = 0 }, Noon);
        Assert.Equal(30, await IssuedAsync());

        await ApplyAsync(Back("b", 2, 6) with { Held = 24, Resets = 1 }, Noon);
        Assert.Equal(24, await IssuedAsync());
    }

    private static ResetRequest Begin(string id) => new(id, "calls", 60, ThisMinute);

    private static long MinuteOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;

    private static long DayOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 86_400;

    private static LeaseRequest Ask(string holder, long sequence, decimal amount, decimal max = 30, long? window = null, decimal? held = null) =>
        new(holder, sequence, [new LeaseAsk("calls", 60, window ?? ThisMinute, max, amount, Held: held)]);

    private static ReturnRequest Back(string holder, long sequence, decimal amount) => new(holder, sequence, "calls", 60, ThisMinute, amount);

    private async Task<decimal?> LeaseAsync(string holder, long sequence, decimal amount, decimal max = 30, long? window = null, DateTimeOffset? now = null, decimal? held = null)
    {
        var request = Ask(holder, sequence, amount, max, window, held);
        await ApplyAsync(request, now ?? Noon);
        return (await ReadAsync())?.FindReply(request)?.Permits[0].Amount;
    }

    private async Task<decimal> IssuedAsync() => (await ReadAsync())?.IssuedIn("calls", 60, ThisMinute) ?? 0;
}
