using FuncGateway.Core.Limits;
using FuncGateway.Functions.Tests.Fakes;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Functions.Tests.Durable;

/// <summary>The entity keeps the same contract as the bare transition, with its state as text between two operations.</summary>
public sealed class RateCounterEntityTests : CounterContract
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 10, TimeSpan.Zero);
    private readonly FakeEntityState _state = new();

    protected override Task ApplyAsync(LeaseRequest request, DateTimeOffset now) => RunAsync("Lease", request, now);

    protected override Task ApplyAsync(ReturnRequest request, DateTimeOffset now) => RunAsync("Return", request, now);

    protected override Task<RateCounterState?> ReadAsync() => Task.FromResult(State);

    [Fact]
    public async Task Run_OfAnOperationNobodyKnows_ThrowsAndKeepsTheState()
    {
        await RunAsync("Lease", Ask(1), Start);
        var before = _state.Text;
        await Assert.ThrowsAsync<NotSupportedException>(() => RunAsync("Reset", Ask(2), Start));
        Assert.Equal(before, _state.Text);
    }

    [Fact]
    public async Task Run_OfAnOperationThatThrows_KeepsTheStateOfBefore()
    {
        await RunAsync("Lease", Ask(1), Start);
        var before = _state.Text;
        await Assert.ThrowsAsync<NullReferenceException>(() => RunAsync("Lease", new LeaseRequest("a", 2, [new("calls", 60, Minute, 30, 5), null!]), Start));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("Lease", null, Start));
        Assert.NotNull(before);
        Assert.Equal(before, _state.Text);
    }

    [Fact]
    public async Task Lease_ByTheNameAClientSends_AnswersWithTheReply()
    {
        var reply = Assert.IsType<LeaseReply>(await RunAsync("lease", Ask(7), Start));
        Assert.Equal(7, reply.Sequence);
        Assert.Equal(5, Assert.Single(reply.Permits).Amount);
    }

    [Fact]
    public async Task Forget_WhileAWindowIsOpen_KeepsTheCount()
    {
        await RunAsync("Lease", Ask(1), Start);
        await RunAsync("Forget", null, Start.AddMinutes(1));
        Assert.Equal(5, State?.IssuedIn("calls", 60, Minute));
    }

    [Fact]
    public async Task Forget_WhenEveryWindowHasLongPassed_EmptiesTheEntity()
    {
        await RunAsync("Lease", Ask(1), Start);
        await RunAsync("Forget", null, Start.AddDays(1));
        Assert.False(_state.HasState);
    }

    [Fact]
    public async Task Forget_OfACounterWithoutState_LeavesItWithout()
    {
        await RunAsync("Forget", null, Start);
        Assert.False(_state.HasState);
    }

    private static long Minute => Start.ToUnixTimeSeconds() / 60;

    private RateCounterState? State => (RateCounterState?)_state.GetState(typeof(RateCounterState));

    private static LeaseRequest Ask(long sequence) => new("a", sequence, [new LeaseAsk("calls", 60, Minute, 30, 5)]);

    private async Task<object?> RunAsync(string operation, object? input, DateTimeOffset now) =>
        await new RateCounterEntity(new FakeTimeProvider(now)).RunAsync(new FakeEntityOperation(operation, input, _state));
}
