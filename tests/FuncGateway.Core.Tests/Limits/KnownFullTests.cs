using FuncGateway.Core.Limits;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>Finding out whether a limit is full reserves nothing.</summary>
public sealed class KnownFullTests : IDisposable
{
    private static readonly Limit Two = LimitBuilder.Limit(2);
    private readonly World _world;
    private Fate _fate = Fate.Prompt;

    public KnownFullTests() => _world = new World(() => _fate);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void FindFull_OfALimitSpentByAnotherProcess_IsFullWithItsReset()
    {
        Assert.Equal(2, _world.CountReserved(_world.StartBook(), LimitBuilder.Charges(Two), 2));
        var full = Assert.IsType<ReserveResult.Full>(Look(_world.StartBook(), 1));
        Assert.Equal((Two, World.Start.AddMinutes(1)), (full.Limit, full.ResetsAt));
    }

    [Fact]
    public void FindFull_OfALimitWithPermitsLeft_ReservesNothing()
    {
        var book = _world.StartBook();
        Assert.Null(Look(book, 2));
        Assert.Null(Look(book, 2));
        Assert.Equal(0, _world.Issued(Two));
        Assert.Equal(2, _world.CountReserved(_world.StartBook(), LimitBuilder.Charges(Two), 3));
    }

    [Fact]
    public void FindFull_OfAnAmountBeyondWhatIsLeft_IsFull()
    {
        Assert.Equal(1, _world.CountReserved(_world.StartBook(), LimitBuilder.Charges(Two), 1));
        _world.Pass(TimeSpan.FromSeconds(6));
        var book = _world.StartBook();
        Assert.IsType<ReserveResult.Full>(Look(book, 2));
        Assert.Null(Look(book, 1));
    }

    [Fact]
    public void FindFull_WhenTheCounterDoesNotAnswer_IsNotChecked()
    {
        _fate = Fate.Lost;
        var looked = Begin(_world.StartBook(), 1);
        _world.Pass(TimeSpan.FromSeconds(5.1));
        Assert.IsType<ReserveResult.NotChecked>(World.Done(looked));
    }

    private ReserveResult? Look(PermitBook book, decimal amount) => World.Done(Begin(book, amount));

    private Task<ReserveResult?> Begin(PermitBook book, decimal amount)
    {
        var looked = book.FindFullAsync(_world.Counted, LimitBuilder.Charges(Two, amount), CancellationToken.None).AsTask();
        _world.RunAll();
        return looked;
    }
}
