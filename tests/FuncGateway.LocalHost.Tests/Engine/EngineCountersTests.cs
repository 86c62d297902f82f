using FuncGateway.Core.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Timing;
using Microsoft.DurableTask.Entities;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>The counter as a durable entity on the engine that LocalHost runs.</summary>
public sealed class EngineCountersTests(EngineFixture fixture) : CounterContract, IClassFixture<EngineFixture>
{
    private readonly CounterKey _key = CounterKey.Of(LimitBuilder.Counted(new string('s', 63)));

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

    [Fact]
    public async Task Signal_OfAnUnknownOperation_KeepsTheState()
    {
        var now = fixture.Time.GetUtcNow();
        await ApplyAsync(Ask(now), now);
        await OperateAsync("Reset", now);

        Assert.Equal(5, (await ReadAsync())?.IssuedIn("calls", 60, MinuteOf(now)));
    }

    [Fact]
    public async Task Forget_WhileAWindowIsOpen_KeepsTheCount()
    {
        var now = fixture.Time.GetUtcNow();
        await ApplyAsync(Ask(now), now);
        await OperateAsync(nameof(RateCounterEntity.Forget), now.AddMinutes(1));

        Assert.Equal(5, (await ReadAsync())?.IssuedIn("calls", 60, MinuteOf(now)));
    }

    [Fact]
    public async Task Forget_WhenEveryWindowHasLongPassed_EmptiesTheEntity()
    {
        var now = fixture.Time.GetUtcNow();
        await ApplyAsync(Ask(now), now);
        await OperateAsync(nameof(RateCounterEntity.Forget), now.AddDays(1));

        Assert.Null(await ReadAsync());
    }

    private static long MinuteOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;

    private static LeaseRequest Ask(DateTimeOffset now) => new("a", 1, [new LeaseAsk("calls", 60, MinuteOf(now), 30, 5)]);

    protected override Task ApplyAsync(LeaseRequest request, DateTimeOffset now) => ApplyAsync(now, counters => counters.SignalAsync(_key, request, CancellationToken.None));

    protected override Task ApplyAsync(ReturnRequest request, DateTimeOffset now) => ApplyAsync(now, counters => counters.SignalAsync(_key, request, CancellationToken.None));

    protected override Task ApplyAsync(ResetRequest request, DateTimeOffset now) => ApplyAsync(now, counters => counters.SignalAsync(_key, request, CancellationToken.None));

    protected override Task<RateCounterState?> ReadAsync() => fixture.Engine.Counters.ReadAsync(_key, CancellationToken.None);

    private Task OperateAsync(string operation, DateTimeOffset now) => ApplyAsync(now, _ => fixture.Engine.Clients.UseAsync(
        async client =>
        {
            await client.Entities.SignalEntityAsync(new EntityInstanceId(RateCounterEntity.EntityName, _key.Value), operation);
            return true;
        },
        CancellationToken.None));

    private Task ApplyAsync(DateTimeOffset now, Func<ICounters, Task> signal)
    {
        fixture.Time.SetUtcNow(now);
        return fixture.Engine.ApplyAsync(_key, signal);
    }
}
