using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>Tests when and how long a call waits for a lease, and what happens if there is no answer.</summary>
public sealed class PermitBookWaitTests : IDisposable
{
    private static readonly Limit ThirtyPerMinute = LimitBuilder.Limit(30);
    private static readonly IReadOnlyList<Charge> OneCall = LimitBuilder.Charges(ThirtyPerMinute);

    private readonly World _world;
    private Fate _fate = Fate.Prompt;

    public PermitBookWaitTests() => _world = new World(() => _fate);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Reserve_BeforeAnyLease_WaitsForOneAndIsCounted()
    {
        _fate = Fate.After(0.1);
        var book = _world.StartBook();
        var result = _world.Reserve(book, OneCall);
        Assert.False(result.IsCompleted);

        _world.Pass(TimeSpan.FromSeconds(0.2));
        Assert.IsType<ReserveResult.Reserved>(World.Done(result));
        Assert.Equal(1, book.LeaseWaits);
    }

    [Fact]
    public void Reserve_ManyAtOnce_ShareOneLease()
    {
        _fate = Fate.After(0.1);
        var book = _world.StartBook();
        var results = Enumerable.Range(0, 7).Select(_ => _world.Reserve(book, OneCall)).ToArray();

        _world.Pass(TimeSpan.FromSeconds(0.18));
        Assert.All(results, result => Assert.IsType<ReserveResult.Reserved>(World.Done(result)));
        // The second lease is fetched in the background because the first is nearly used up.
        Assert.InRange(_world.Counters.Leases.Count(), 1, 2);
    }

    [Fact]
    public void Reserve_Unanswered_IsNotCheckedAfterFiveSeconds()
    {
        _fate = Fate.Lost;
        var book = _world.StartBook();
        var result = _world.Reserve(book, OneCall);

        _world.Pass(TimeSpan.FromSeconds(4.9));
        Assert.False(result.IsCompleted);
        _world.Pass(TimeSpan.FromSeconds(0.2));
        Assert.Same(ThirtyPerMinute, Assert.IsType<ReserveResult.NotChecked>(World.Done(result)).Limit);
        Assert.Equal([1L, 1, 1], _world.Counters.Leases.Select(lease => lease.Sequence));
    }

    [Fact]
    public void Reserve_AnsweredAfterTheDeadline_ServesTheNextCall()
    {
        _fate = Fate.After(7);
        var book = _world.StartBook();
        var late = _world.Reserve(book, OneCall);
        _world.Pass(TimeSpan.FromSeconds(9), steps: 60);

        Assert.IsType<ReserveResult.NotChecked>(World.Done(late));
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, OneCall));
        Assert.Equal(1, book.LeaseWaits);
    }

    [Fact]
    public void Reserve_WhileTheStoreIsAway_IsNotCheckedAndRecovers()
    {
        _fate = Fate.Broken;
        var book = _world.StartBook();
        var result = _world.Reserve(book, OneCall);
        _world.Pass(TimeSpan.FromSeconds(6));
        Assert.IsType<ReserveResult.NotChecked>(World.Done(result));

        _fate = Fate.Prompt;
        _world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(30, _world.CountReserved(book, OneCall, 40));
    }

    [Fact]
    public void Reserve_OverTheEdgeOfAWindow_TakesPermitsOfTheNext()
    {
        _world.Pass(TimeSpan.FromSeconds(58));
        _fate = Fate.Lost;
        var book = _world.StartBook();
        var result = _world.Reserve(book, OneCall);
        _world.Pass(TimeSpan.FromSeconds(1.9));
        _fate = Fate.Prompt;

        _world.Pass(TimeSpan.FromSeconds(1.5));
        Assert.IsType<ReserveResult.Reserved>(World.Done(result));
        Assert.InRange(_world.Issued(ThirtyPerMinute), 1, 30);
    }

    [Fact]
    public void Full_SinceTheLastReply_IsSaidAtOnceAndAskedAgainInTheBackground()
    {
        var first = _world.StartBook();
        var second = _world.StartBook();
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, LimitBuilder.Charges(ThirtyPerMinute, 30)));
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(second, OneCall));
        var asked = _world.Counters.Leases.Count();

        Assert.Equal(0, _world.CountReserved(second, OneCall, 50));
        Assert.Equal(asked, _world.Counters.Leases.Count());
        _world.Pass(TimeSpan.FromSeconds(2.1));
        Assert.Equal(0, _world.CountReserved(second, OneCall, 50));
        Assert.Equal(asked + 1, _world.Counters.Leases.Count());
    }

    [Fact]
    public void Full_UntilAnotherProcessReturnsItsPermits_GoesOnThen()
    {
        var first = _world.StartBook();
        var second = _world.StartBook();
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, LimitBuilder.Charges(ThirtyPerMinute, 10))).Reservation.Release();
        var passed = _world.CountReserved(second, OneCall, 30);
        Assert.InRange(passed, 1, 29);

        for (var step = 0; step < 40; step++)
        {
            _world.Pass(TimeSpan.FromSeconds(0.25), steps: 5);
            passed += _world.CountReserved(second, OneCall, 3);
        }

        Assert.Equal(30, passed);
    }

    [Fact]
    public void Reserve_CancelledWhileItWaits_Throws()
    {
        _fate = Fate.Lost;
        using var hangUp = new CancellationTokenSource();
        var result = _world.Reserve(_world.StartBook(), OneCall, hangUp.Token);
        hangUp.Cancel();
        _world.RunAll();
        Assert.True(result.IsCanceled);
    }

    [Fact]
    public void Dispose_WhileACallWaits_DoesNotAdmitIt()
    {
        _fate = Fate.Lost;
        var book = _world.StartBook();
        var result = _world.Reserve(book, OneCall);
        book.Dispose();
        _world.RunAll();
        Assert.IsType<ReserveResult.NotChecked>(World.Done(result));
    }
}
