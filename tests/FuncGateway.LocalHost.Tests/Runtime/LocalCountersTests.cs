using Azure.Data.Tables;
using FuncGateway.Azure.Durable;
using FuncGateway.Gateway.Access;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Limits;
using FuncGateway.LocalHost.Runtime;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.LocalHost.Tests.Runtime;

public sealed class LocalCountersTests(AzuriteFixture azurite) : CounterContract, IClassFixture<AzuriteFixture>
{
    private readonly CounterKey _key = CounterKey.Of(GrantId.New(TimeProvider.System.GetUtcNow()));

    [Fact]
    public async Task Lease_BySeveralProcessesAtOnce_HandsOutNeverMoreThanMax()
    {
        const int Processes = 4;
        var now = TimeProvider.System.GetUtcNow();
        var window = now.ToUnixTimeSeconds() / 86_400;

        // Each has its own locks, so only the row's ETag stands between them.
        var leased = await Task.WhenAll(Enumerable.Range(0, Processes).Select(process => LeaseManyAsync(CountersAt(now), "holder" + process, window)));

        Assert.Equal(30, leased.Sum());
        Assert.Equal(30, (await ReadAsync())?.IssuedIn("calls", 86_400, window));
    }

    [Fact]
    public async Task Lease_OfOneProcessManyAtOnce_CountsEach()
    {
        var now = TimeProvider.System.GetUtcNow();
        var window = now.ToUnixTimeSeconds() / 86_400;
        var counters = CountersAt(now);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(holder =>
            counters.SignalAsync(_key, new LeaseRequest("holder" + holder, 1, [new LeaseAsk("calls", 86_400, window, 100, 1)]), CancellationToken.None)));

        Assert.Equal(20, (await ReadAsync())?.IssuedIn("calls", 86_400, window));
    }

    [Fact]
    public async Task State_WrittenByOneProcess_IsFoundByTheNext()
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = new LeaseRequest("a", 1, [new LeaseAsk("calls", 86_400, now.ToUnixTimeSeconds() / 86_400, 30, 7)]);
        await CountersAt(now).SignalAsync(_key, request, CancellationToken.None);

        var state = await CountersAt(now).ReadAsync(_key, CancellationToken.None);

        Assert.Equal(7, state?.FindReply(request)?.Permits[0].Amount);
    }

    protected override Task ApplyAsync(LeaseRequest request, DateTimeOffset now) => CountersAt(now).SignalAsync(_key, request, CancellationToken.None);

    protected override Task ApplyAsync(ReturnRequest request, DateTimeOffset now) => CountersAt(now).SignalAsync(_key, request, CancellationToken.None);

    protected override Task<RateCounterState?> ReadAsync() => CountersAt(default).ReadAsync(_key, CancellationToken.None);

    private async Task<decimal> LeaseManyAsync(LocalCounters counters, string holder, long window)
    {
        var leased = 0m;
        for (var sequence = 1; sequence <= 12; sequence++)
        {
            var request = new LeaseRequest(holder, sequence, [new LeaseAsk("calls", 86_400, window, 30, 1)]);
            await counters.SignalAsync(_key, request, CancellationToken.None);
            var state = await counters.ReadAsync(_key, CancellationToken.None);
            leased += state?.FindReply(request)?.Permits[0].Amount ?? throw new InvalidOperationException("A signal that returned is answered.");
        }

        return leased;
    }

    private LocalCounters CountersAt(DateTimeOffset now) =>
        new(new EntityTable(new TableServiceClient(azurite.ConnectionString), azurite.TablePrefix), new ClockAt(now));

    /// <summary>Shows one time; its timers are real, because the tables behind are.</summary>
    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
