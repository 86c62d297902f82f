using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Servers;
using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Functions.Tests.Durable;

/// <summary>The lease client over real entity shells, when the signals between them are late, lost, doubled or out of order.</summary>
public sealed class LeaseOverEntitiesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 10, TimeSpan.Zero));
    private readonly FakeEntities _entities;
    private readonly DurableClientSource _clients;
    private readonly LeaseClient _leases;

    public LeaseOverEntitiesTests()
    {
        _entities = FakeEntities.Create(_time);
        _clients = new DurableClientSource(_time);
        _leases = new LeaseClient(new DurableCounters(_clients), _time, Options.Create(new LimitOptions()), NullLogger<LeaseClient>.Instance);
    }

    [Fact]
    public async Task Lease_AnsweredAtOnce_ReadsOnce()
    {
        SupplyClient();
        Assert.Equal(5, await LeaseAsync(Ask("a", 1)));
        Assert.Equal(1, _entities.Reads);
    }

    [Fact]
    public async Task Lease_WhoseSignalIsLate_WaitsForTheReply()
    {
        SupplyClient();
        _entities.OnSignal = signal => Later(TimeSpan.FromMilliseconds(700), signal);
        Assert.Equal(5, await LeaseAsync(Ask("a", 1)));
        Assert.Single(_entities.Signals);
        Assert.True(_entities.Reads > 5, "The state was read only " + _entities.Reads + " times.");
    }

    [Fact]
    public async Task Lease_WhoseSignalIsLost_IsSentAgainWithTheSameNumber()
    {
        SupplyClient();
        _entities.OnSignal = signal => Later(_entities.Signals.Count == 1 ? TimeSpan.FromMinutes(5) : TimeSpan.Zero, signal);
        Assert.Equal(5, await LeaseAsync(Ask("a", 1)));
        Assert.Equal([1L, 1L], _entities.Signals.Select(signal => Assert.IsType<LeaseRequest>(signal.Input).Sequence));
    }

    [Fact]
    public async Task Lease_WhoseSignalIsDoubled_IsCountedOnce()
    {
        SupplyClient();
        _entities.OnSignal = signal =>
        {
            Later(TimeSpan.Zero, signal);
            Later(TimeSpan.Zero, signal);
        };
        Assert.Equal(5, await LeaseAsync(Ask("a", 1)));
        Assert.Equal(5, await IssuedAsync());
    }

    [Fact]
    public async Task Lease_WhoseLostSignalTurnsUpAfterTheNext_IsCountedOnce()
    {
        SupplyClient();
        var held = new List<FakeSignal>();
        _entities.OnSignal = held.Add;
        var first = LeaseAsync(Ask("a", 1), TimeSpan.FromSeconds(1));
        Assert.Null(await first);

        _entities.OnSignal = null;
        Assert.Equal(5, await LeaseAsync(Ask("a", 2)));
        foreach (var signal in held)
        {
            await _entities.ApplyAsync(signal);
        }

        Assert.NotEmpty(held);
        Assert.Equal(5, await IssuedAsync());
    }

    [Fact]
    public async Task Lease_BeforeAnyFunctionBroughtTheClient_IsServedWhenItComes()
    {
        var lease = _leases.LeaseAsync(Key, Ask("a", 1), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(lease.IsCompleted);
        SupplyClient();
        Assert.Equal(5, (await lease)?.FindReply(Ask("a", 1))?.Permits[0].Amount);
    }

    [Fact]
    public async Task Lease_WhenNoFunctionEverBringsTheClient_HandsOutNothing()
    {
        Assert.Null(await LeaseAsync(Ask("a", 1)));
        Assert.Empty(_entities.Signals);
    }

    private static CounterKey Key => CounterKey.Of(ServerId.TryParse("orders", out var id) ? id : throw new InvalidOperationException("'orders' is a server id."));

    private long Minute => _time.GetUtcNow().ToUnixTimeSeconds() / 60;

    private LeaseRequest Ask(string holder, long sequence) => new(holder, sequence, [new LeaseAsk("calls", 60, Minute, 30, 5)]);

    private void SupplyClient() => _clients.Supply(FakeClients.Over(_entities).Object);

    private void Later(TimeSpan delay, FakeSignal signal) =>
        _time.CreateTimer(_ => _entities.ApplyAsync(signal).GetAwaiter().GetResult(), null, delay, Timeout.InfiniteTimeSpan);

    private async Task<decimal?> IssuedAsync() =>
        (await new DurableCounters(_clients).ReadAsync(Key, CancellationToken.None))?.IssuedIn("calls", 60, Minute);

    // Off the test's own context, so that what a timer wakes runs inside Advance and the clock never runs ahead of the lease.
    private Task<decimal?> LeaseAsync(LeaseRequest request, TimeSpan? timeout = null) => Task.Run(async () =>
    {
        using var giveUp = new CancellationTokenSource(timeout ?? TimeSpan.FromMinutes(10), _time);
        var lease = _leases.LeaseAsync(Key, request, giveUp.Token);
        while (!lease.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5));
        }

        try
        {
            return (await lease)?.FindReply(request)?.Permits[0].Amount;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    });
}
