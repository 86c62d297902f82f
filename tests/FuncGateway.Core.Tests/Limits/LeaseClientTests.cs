using FuncGateway.Core.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;

namespace FuncGateway.Core.Tests.Limits;

public sealed class LeaseClientTests : IDisposable
{
    private static readonly CounterKey Key = CounterKey.Of(LimitBuilder.Counted());
    private static readonly LeaseRequest Request = new("abcdefgh", 4, [new LeaseAsk("calls", 60, World.Start.ToUnixTimeSeconds() / 60, 30, 7)]);

    private readonly Queue<Fate> _fates = [];
    private readonly World _world;

    public LeaseClientTests() => _world = new World(() => _fates.TryDequeue(out var fate) ? fate : Fate.Prompt);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Lease_AnsweredAtOnce_TakesOneSignalAndOneRead()
    {
        Assert.Equal(7, AmountOf(Send()));
        Assert.Single(_world.Counters.Sent);
        Assert.Equal(1, _world.Counters.Reads);
    }

    [Fact]
    public void Lease_AnsweredLate_IsReadInGrowingSteps()
    {
        _fates.Enqueue(Fate.After(0.3));
        var lease = Send();
        _world.Pass(TimeSpan.FromMilliseconds(400), steps: 400);
        Assert.Equal(7, AmountOf(lease));
        // The state is read at 0, 5, 15, 35 and 75 ms, and then every 50 ms.
        Assert.Equal(10, _world.Counters.Reads);
        Assert.Single(_world.Counters.Sent);
    }

    [Fact]
    public void Lease_WhoseSignalIsLost_IsSentAgainWithTheSameSequence()
    {
        _fates.Enqueue(Fate.Lost);
        var lease = Send();
        _world.Pass(TimeSpan.FromSeconds(1.9), steps: 100);
        Assert.False(lease.IsCompleted);
        _world.Pass(TimeSpan.FromSeconds(0.2));
        Assert.Equal(7, AmountOf(lease));
        Assert.Equal([4L, 4], _world.Counters.Leases.Select(sent => sent.Sequence));
    }

    [Fact]
    public void Lease_WhoseSignalArrivesAgainAndAgain_IsCountedOnce()
    {
        _fates.Enqueue(Fate.After(0.1, 0.2, 3, 30));
        var lease = Send();
        _world.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal(7, AmountOf(lease));
        Assert.Equal(7, _world.Counters.StateOf(Key)?.Issued.Sum(issued => issued.Amount));
    }

    [Fact]
    public void Lease_ReadFromAnOldState_IsNotAnswered()
    {
        _fates.Enqueue(Fate.Prompt);
        _fates.Enqueue(Fate.Prompt with { ReadsOld = true });
        var lease = Send();
        Assert.False(lease.IsCompleted);
        _world.Pass(TimeSpan.FromMilliseconds(10));
        Assert.Equal(7, AmountOf(lease));
    }

    [Fact]
    public void Lease_WhoseSignalAndReadFail_IsTriedAgain()
    {
        _fates.Enqueue(Fate.Broken);
        _fates.Enqueue(Fate.Broken);
        var lease = Send();
        Assert.False(lease.IsCompleted);
        _world.Pass(TimeSpan.FromSeconds(0.6));
        Assert.Equal(7, AmountOf(lease));
    }

    [Fact]
    public void Lease_WhoseSignalFailedButArrived_IsAnsweredByItsReply()
    {
        _fates.Enqueue(Fate.Prompt with { Fails = true });
        Assert.Equal(7, AmountOf(Send()));
    }

    [Fact]
    public void Lease_WhoseSignalNeverReturns_GoesOnWithoutIt()
    {
        _fates.Enqueue(Fate.Lost with { Hangs = true });
        var lease = Send();
        _world.Pass(TimeSpan.FromSeconds(5), steps: 100);
        Assert.Equal(7, AmountOf(lease));
    }

    [Fact]
    public void Lease_NeverAnswered_EndsWithItsWindows()
    {
        for (var signal = 0; signal < 1000; signal++)
        {
            _fates.Enqueue(Fate.Lost);
        }

        var lease = Send();
        _world.Pass(TimeSpan.FromSeconds(59), steps: 200);
        Assert.False(lease.IsCompleted);
        _world.Pass(TimeSpan.FromSeconds(2));
        Assert.Null(World.Done(lease));
    }

    private Task<RateCounterState?> Send()
    {
        var lease = _world.StartClient().LeaseAsync(Key, Request, CancellationToken.None);
        _world.RunAll();
        return lease;
    }

    private static decimal? AmountOf(Task<RateCounterState?> lease) => World.Done(lease)?.FindReply(Request)?.Permits[0].Amount;
}
