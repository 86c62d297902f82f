using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>What processes tell a counter about the permits that they hold, so that a reset is exact.</summary>
public sealed class ResetBookTests : IDisposable
{
    private static readonly Limit Four = LimitBuilder.Limit(4);
    private static readonly IReadOnlyList<Charge> OneCall = LimitBuilder.Charges(Four);
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Reset_OfACounterWhosePermitsWereSpentSomeSecondsAgo_GivesTheMaximumAgain()
    {
        var book = _world.StartBook();
        Assert.Equal(4, _world.CountReserved(book, OneCall, 5));
        _world.Pass(TimeSpan.FromSeconds(6));

        Reset("r1");

        Assert.Equal(0, _world.Issued(Four));
        // The counter has told that it is full when the spent permits were reported.
        _world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(4, _world.CountReserved(book, OneCall, 9));
    }

    [Fact]
    public void Reset_OfACounterThatIsKnownToBeFull_IsSeenByTheFirstCallAfterTwoSeconds()
    {
        var book = _world.StartBook();
        Assert.Equal(4, _world.CountReserved(book, OneCall, 5));

        Reset("r1");

        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(book, OneCall));
        _world.Pass(TimeSpan.FromSeconds(8));
        Reset("r2");
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(book, OneCall));
    }

    [Fact]
    public void Reset_OfACounterWhosePermitsAreHeld_GivesWhatIsNotHeld()
    {
        var (first, second) = (_world.StartBook(), _world.StartBook());
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, LimitBuilder.Charges(Four, 3))).Reservation.Release();

        Reset("r1");

        Assert.Equal(4, _world.CountReserved(first, OneCall, 9) + _world.CountReserved(second, OneCall, 9));
    }

    [Fact]
    public void Release_AfterAReset_IsNotSpentBesideTheNewCount()
    {
        var (first, second) = (_world.StartBook(), _world.StartBook());
        var taken = Enumerable.Range(0, 4).Select(_ => Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, OneCall)).Reservation).ToArray();
        _world.Pass(TimeSpan.FromSeconds(6));
        Reset("r1");
        Assert.Equal(4, _world.CountReserved(second, OneCall, 9));

        Array.ForEach(taken, reservation => reservation.Release());
        _world.RunAll();
        _world.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal(0, _world.CountReserved(first, OneCall, 9) + _world.CountReserved(second, OneCall, 9));
        Assert.Equal(4, _world.Issued(Four));
    }

    [Fact]
    public void Release_AfterAReport_IsReturnedToTheCounter()
    {
        var (first, second) = (_world.StartBook(), _world.StartBook());
        var taken = Enumerable.Range(0, 4).Select(_ => Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, OneCall)).Reservation).ToArray();
        _world.Pass(TimeSpan.FromSeconds(6));

        Array.ForEach(taken, reservation => reservation.Release());
        _world.RunAll();

        Assert.Equal(0, _world.Issued(Four));
        Assert.Equal(4, _world.CountReserved(second, OneCall, 9));
    }

    private void Reset(string id)
    {
        var window = Four.Window.IndexOf(_world.Time.GetUtcNow());
        _ = _world.Counters.SignalAsync(CounterKey.Of(_world.Counted, Four), new ResetRequest(id, Four.CounterId, Four.Window.Seconds, window), CancellationToken.None);
        _world.RunAll();
    }
}
