using FuncGateway.Core.Access;
using FuncGateway.Core.Limits;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>The counter as a durable entity on the engine that LocalHost runs.</summary>
public sealed class EngineCountersTests(EngineFixture fixture) : CounterContract, IClassFixture<EngineFixture>
{
    private readonly CounterKey _key = CounterKey.Of(GrantId.New(TimeProvider.System.GetUtcNow()));

    [Fact]
    public async Task Lease_ByManyHoldersAtOnce_HandsOutExactlyMax()
    {
        const int Holders = 40;
        var window = fixture.Time.GetUtcNow().ToUnixTimeSeconds() / 86_400;
        LeaseRequest[] requests = [.. Enumerable.Range(0, Holders).Select(holder => new LeaseRequest("holder" + holder, 1, [new LeaseAsk("calls", 86_400, window, 30, 1)]))];
        await Task.WhenAll(requests.Select(request => fixture.Engine.Counters.SignalAsync(_key, request, CancellationToken.None)));

        RateCounterState? state = null;
        await Eventually.Async(async () => (state = await ReadAsync())?.Holders.Count == Holders);

        Assert.Equal(30, requests.Sum(request => state?.FindReply(request)?.Permits[0].Amount));
        Assert.Equal(30, state?.IssuedIn("calls", 86_400, window));
    }

    protected override Task ApplyAsync(LeaseRequest request, DateTimeOffset now) => ApplyAsync(now, counters => counters.SignalAsync(_key, request, CancellationToken.None));

    protected override Task ApplyAsync(ReturnRequest request, DateTimeOffset now) => ApplyAsync(now, counters => counters.SignalAsync(_key, request, CancellationToken.None));

    protected override Task<RateCounterState?> ReadAsync() => fixture.Engine.Counters.ReadAsync(_key, CancellationToken.None);

    private Task ApplyAsync(DateTimeOffset now, Func<ICounters, Task> signal)
    {
        fixture.Time.SetUtcNow(now);
        return fixture.Engine.ApplyAsync(_key, signal);
    }
}
