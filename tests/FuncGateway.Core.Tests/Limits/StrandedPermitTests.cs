using CsCheck;
using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>Permits of a limit that several processes share are not kept from the others by a process that does not use them.</summary>
public sealed class StrandedPermitTests : IDisposable
{
    private static readonly Limit Budget = LimitBuilder.Limit(40, 3600, Scope.Server, "budget");
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Call_ThatCanNeverBeMet_StrandsNoPermitsOfOthers()
    {
        var (first, greedy, modest) = (_world.StartBook(), _world.StartBook(), _world.StartBook());
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(first, Amount(30)));
        _world.Pass(TimeSpan.FromSeconds(6));
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(greedy, Amount(11)));

        Assert.Equal(30, _world.Issued(Budget));
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(modest, Amount(10)));
    }

    [Fact]
    public void CallsThatAreDenied_AreNoUseThatKeepsPermits()
    {
        var (holder, other) = (_world.StartBook(), _world.StartBook());
        var few = LimitBuilder.Limit(1, 3600, counter: "few");
        IReadOnlyList<Charge> both = [new Charge(Budget, 20), new Charge(few, 1)];
        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(other, [new Charge(few, 1)]));
        Assert.IsType<ReserveResult.Full>(_world.ReserveNow(holder, both));

        for (var second = 0; second < 8; second++)
        {
            _world.Pass(TimeSpan.FromSeconds(1));
            Assert.IsType<ReserveResult.Full>(_world.ReserveNow(holder, both));
        }

        Assert.IsType<ReserveResult.Reserved>(_world.ReserveNow(other, Amount(40)));
    }

    [Theory]
    [InlineData(27, 27)]
    [InlineData(20, 22)]
    public void Warm_TakesAQuarterOfWhatIsLeftAndNothingOfTheLastPermits(int used, int issued)
    {
        var calls = LimitBuilder.Limit(30);
        _world.ReserveNow(_world.StartBook(), LimitBuilder.Charges(calls, used));
        _world.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(used, _world.Issued(calls));

        _world.Warm(_world.StartBook(), calls);
        Assert.Equal(issued, _world.Issued(calls));
    }

    [Fact]
    public void Reserve_OfWhatIsLeft_PassesWhateverOthersAskedForInVain() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[1, 160]).Array[1, 20], Gen.Int[1, 400]).Sample(
            (calls, beyond) =>
            {
                using var world = new World();
                PermitBook[] books = [world.StartBook(), world.StartBook(), world.StartBook()];
                var used = 0m;
                foreach (var (book, quarters) in calls)
                {
                    used += world.ReserveNow(books[book], Amount(quarters / 4m)) is ReserveResult.Reserved ? quarters / 4m : 0;
                }

                var left = Budget.Max - used;
                for (var second = 0; second < 8; second++)
                {
                    world.Pass(TimeSpan.FromSeconds(1));
                    Assert.IsType<ReserveResult.Full>(world.ReserveNow(books[0], Amount(left + (beyond / 4m))));
                }

                // A process that was told "nothing left" denies one more call, and asks again meanwhile.
                var result = world.ReserveNow(books[1], Amount(left));
                world.Pass(TimeSpan.FromSeconds(1));
                Assert.IsType<ReserveResult.Reserved>(result is ReserveResult.Full ? world.ReserveNow(books[1], Amount(left)) : result);
                Assert.IsType<ReserveResult.Full>(world.ReserveNow(books[2], Amount(0.25m)));
            },
            iter: 100);

    private static IReadOnlyList<Charge> Amount(decimal amount) => LimitBuilder.Charges(Budget, amount);
}
