using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;

namespace FuncGateway.Core.Tests.Limits;

public sealed class PermitBookTests : IDisposable
{
    private static readonly Limit ThirtyPerMinute = LimitBuilder.Limit(30);
    private static readonly IReadOnlyList<Charge> OneCall = LimitBuilder.Charges(ThirtyPerMinute);

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Reserve_WithoutCharges_AsksNobody()
    {
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(_world.StartBook(), []));
        Assert.Empty(_world.Counters.Sent);
    }

    [Fact]
    public void Reserve_UpToTheCeiling_IsExact()
    {
        var book = _world.StartBook();
        Assert.Equal(30, _world.CountReserved(book, OneCall, 31));

        var full = Assert.IsType<ReserveResult.Full>(_world.ReserveNow(book, OneCall));
        Assert.Same(ThirtyPerMinute, full.Limit);
        Assert.Equal(World.Start.AddMinutes(1), full.ResetsAt);
    }

    [Fact]
    public void Reserve_BySeveralProcesses_SharesTheCeiling()
    {
        PermitBook[] books = [_world.StartBook(), _world.StartBook(), _world.StartBook()];
        Assert.Equal(30, Enumerable.Range(0, 60).Count(call => _world.ReserveNow(books[call % 3], OneCall) is ReserveResult.Reserved));
    }

    [Fact]
    public void Reserve_InTheNextWindow_StartsAnew()
    {
        var book = _world.StartBook();
        Assert.Equal(30, _world.CountReserved(book, OneCall, 40));
        _world.Pass(TimeSpan.FromMinutes(1), steps: 60);
        Assert.Equal(30, _world.CountReserved(book, OneCall, 40));
    }

    [Fact]
    public void Reserve_WithPermitsOfAWindowThatPassed_DoesNotSpendThem()
    {
        var book = _world.StartBook();
        _world.ReserveNow(book, OneCall);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.ReserveNow(book, OneCall);
        Assert.InRange(_world.Issued(ThirtyPerMinute), 1, 30);
    }

    [Fact]
    public void Reserve_OfTwoLimitsTheSecondFull_TakesNothingOfTheFirst()
    {
        var book = _world.StartBook();
        var two = LimitBuilder.Limit(2, counter: "few");
        Assert.Equal(2, _world.CountReserved(book, [.. OneCall, new Charge(two, 1)], 5));

        var full = Assert.IsType<ReserveResult.Full>(_world.ReserveNow(book, [.. OneCall, new Charge(two, 1)]));
        Assert.Same(two, full.Limit);
        Assert.Equal(28, _world.CountReserved(book, OneCall, 40));
    }

    [Fact]
    public void Reserve_OfTwoScopes_KeepsTwoCounters()
    {
        var book = _world.StartBook();
        var server = LimitBuilder.Limit(3, scope: Scope.Server);
        Assert.Equal(3, _world.CountReserved(book, [.. OneCall, new Charge(server, 1)], 10));
        Assert.Equal(3, _world.Issued(server));
        Assert.Equal(27, _world.CountReserved(book, OneCall, 40));
    }

    [Fact]
    public void Reserve_OfTheSameCounterTwice_TakesTheSum()
    {
        var book = _world.StartBook();
        var five = LimitBuilder.Limit(5);
        Assert.Equal(2, _world.CountReserved(book, [new Charge(five, 1), new Charge(five, 1)], 10));
    }

    [Fact]
    public void Reserve_OfDecimals_IsExact()
    {
        var book = _world.StartBook();
        var spend = LimitBuilder.Limit(1.5m, counter: "spend");
        Assert.Equal(14, _world.CountReserved(book, LimitBuilder.Charges(spend, 0.1m), 14));
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(book, LimitBuilder.Charges(spend, 0.11m)));
        Assert.Equal(1, _world.CountReserved(book, LimitBuilder.Charges(spend, 0.1m), 3));
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, LimitBuilder.Charges(spend, 0)));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-1)]
    public void Reserve_OfAnAmountThatNeverFits_IsFullWithoutAsking(int amount)
    {
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(_world.StartBook(), LimitBuilder.Charges(ThirtyPerMinute, amount)));
        Assert.Empty(_world.Counters.Sent);
    }

    [Fact]
    public void Reserve_AfterTheCeilingWasRaised_GoesOnAtOnce()
    {
        var book = _world.StartBook();
        Assert.Equal(30, _world.CountReserved(book, OneCall, 40));
        Assert.Equal(10, _world.CountReserved(book, LimitBuilder.Charges(LimitBuilder.Limit(40)), 40));
    }

    [Fact]
    public void Reserve_AfterTheCeilingWasLowered_SpendsNoPermitOfTheOldOne()
    {
        var book = _world.StartBook();
        var wide = LimitBuilder.Limit(1000);
        _world.CountReserved(book, LimitBuilder.Charges(wide), 40);
        Assert.Equal(0, _world.CountReserved(book, OneCall, 40));
    }

    [Fact]
    public void Warm_ThenReserve_WaitsForNoLease()
    {
        var book = _world.StartBook();
        _world.Warm(book, ThirtyPerMinute);
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, OneCall));
        Assert.Equal(0, book.LeaseWaits);
    }

    [Fact]
    public void Warm_OfSeveralLimits_AsksOncePerScope()
    {
        _world.Warm(_world.StartBook(), ThirtyPerMinute, LimitBuilder.Limit(100, 3600), LimitBuilder.Limit(5, scope: Scope.Server));
        Assert.Equal([2, 1], _world.Counters.Leases.Select(lease => lease.Asks.Count));
    }

    [Fact]
    public void Warm_OfAFreshCounter_AsksForAQuarter()
    {
        _world.Warm(_world.StartBook(), ThirtyPerMinute, LimitBuilder.Limit(3, 3600), LimitBuilder.Limit(100_000, 86_400));
        Assert.Equal([7m, 0, 8], Assert.Single(_world.Counters.Leases).Asks.Select(ask => ask.Amount));
    }

    [Fact]
    public void Warm_Again_AsksForNothingMore()
    {
        var book = _world.StartBook();
        _world.Warm(book, ThirtyPerMinute);
        _world.Warm(book, ThirtyPerMinute);
        Assert.Single(_world.Counters.Leases);
    }

    [Fact]
    public void Reserve_WhileRunningLow_LeasesAheadAndNeverWaits()
    {
        var book = _world.StartBook();
        var wide = LimitBuilder.Limit(10_000);
        _world.Warm(book, wide);
        Assert.Equal(500, _world.CountReserved(book, LimitBuilder.Charges(wide), 500));
        Assert.Equal(0, book.LeaseWaits);
        Assert.InRange(_world.Counters.Leases.Count(), 2, 20);
    }

    [Fact]
    public void Reserve_AtTheEdgeOfAWindowInUse_HasLeasedTheNextOne()
    {
        var book = _world.StartBook();
        _world.Warm(book, ThirtyPerMinute);
        _world.Pass(TimeSpan.FromSeconds(55));
        _world.ReserveNow(book, OneCall);
        var waits = book.LeaseWaits;

        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(World.Start.AddMinutes(1), _world.Time.GetUtcNow());
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, OneCall));
        Assert.Equal(waits, book.LeaseWaits);
    }

    [Fact]
    public void Edge_OfAWindowNobodyUsed_LeasesNothing()
    {
        var book = _world.StartBook();
        _world.Warm(book, ThirtyPerMinute);
        _world.Pass(TimeSpan.FromMinutes(2), steps: 100);
        Assert.Single(_world.Counters.Leases);
    }

    [Fact]
    public void Quiet_ForFiveSeconds_GivesBackWhatWasNotUsed()
    {
        var book = _world.StartBook();
        _world.ReserveNow(book, OneCall);
        Assert.InRange(_world.Issued(ThirtyPerMinute), 2, 30);

        _world.Pass(TimeSpan.FromSeconds(4.5));
        Assert.Empty(_world.Counters.Returns);
        _world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _world.Issued(ThirtyPerMinute));
        Assert.Equal(29, _world.CountReserved(_world.StartBook(), OneCall, 40));
    }

    [Fact]
    public void Idle_ForAMinute_IsForgotten()
    {
        var book = _world.StartBook();
        _world.CountReserved(book, [.. OneCall, new Charge(LimitBuilder.Limit(5, 86_400, Scope.Server), 1)], 3);
        Assert.Equal(2, book.Count);
        _world.Pass(TimeSpan.FromSeconds(130), steps: 100);
        Assert.Equal(0, book.Count);
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, OneCall));
    }

    [Fact]
    public void Release_WithinTheWindow_GivesThePermitToTheNextCall()
    {
        var book = _world.StartBook();
        var one = LimitBuilder.Charges(LimitBuilder.Limit(1));
        var reserved = Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, one));
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(book, one));

        reserved.Reservation.Release();
        reserved.Reservation.Release();
        Assert.Equal(1, _world.CountReserved(book, one, 3));
    }

    [Fact]
    public void Release_AfterTheWindow_GivesNothing()
    {
        var book = _world.StartBook();
        var one = LimitBuilder.Charges(LimitBuilder.Limit(1));
        var reserved = Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, one));
        _world.Pass(TimeSpan.FromSeconds(61));
        reserved.Reservation.Release();
        Assert.Equal(1, _world.CountReserved(book, one, 3));
    }

    [Fact]
    public void Release_AfterTheClockWasSetBack_GivesNothingToTheEarlierWindow()
    {
        var clock = new ShiftedTime(_world.Time) { Shift = TimeSpan.FromMinutes(1) };
        var book = _world.StartBook(clock);
        var one = LimitBuilder.Charges(LimitBuilder.Limit(1));
        var reserved = Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, one));

        clock.Shift = TimeSpan.Zero;
        reserved.Reservation.Release();
        Assert.Equal(1, _world.CountReserved(book, one, 3));
    }

    [Fact]
    public void Release_OfNone_GivesNothingBack()
    {
        var book = _world.StartBook();
        Assert.Equal(30, _world.CountReserved(book, OneCall, 30));
        Reservation.None.Release();
        Assert.Equal(0, _world.CountReserved(book, OneCall, 1));
    }

    [Fact]
    public async Task Reserve_WithPermitsAtHand_AllocatesTheReservationOnly()
    {
        const int Calls = 1000;
        var book = _world.StartBook();
        var wide = LimitBuilder.Limit(100_000);
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, LimitBuilder.Charges(wide, 50_000))).Reservation.Release();
        var charges = LimitBuilder.Charges(wide);
        await book.ReserveAsync(_world.Counted, charges, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++)
        {
            await book.ReserveAsync(_world.Counted, charges, CancellationToken.None);
        }

        Assert.Equal(0, book.LeaseWaits - 1);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Calls, 1, 96);
    }
}
