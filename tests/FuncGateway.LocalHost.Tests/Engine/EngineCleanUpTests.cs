using FuncGateway.Core.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.Engine;

public sealed class EngineCleanUpTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Run_WhenAWindowHasLongPassed_EmptiesItsCounterAndKeepsOthers()
    {
        var now = fixture.Time.GetUtcNow();
        var (old, live) = (CounterKey.Of(LimitBuilder.Counted("old")), CounterKey.Of(LimitBuilder.Counted("live")));
        await LeaseAsync(old, 60, now);
        fixture.Time.Advance(TimeSpan.FromHours(3));
        await LeaseAsync(live, 86_400, fixture.Time.GetUtcNow());

        var (counters, _) = await fixture.Engine.Clients.UseAsync(client => fixture.Engine.CleanUp.RunAsync(client, CancellationToken.None), CancellationToken.None);
        await Eventually.Async(async () => await fixture.Engine.Counters.ReadAsync(old, CancellationToken.None) is null);
        Assert.Equal(1, counters);
        Assert.NotNull(await fixture.Engine.Counters.ReadAsync(live, CancellationToken.None));
    }

    private Task LeaseAsync(CounterKey key, int windowSeconds, DateTimeOffset now)
    {
        var request = new LeaseRequest("a", 1, [new LeaseAsk("calls", windowSeconds, now.ToUnixTimeSeconds() / windowSeconds, 30, 1)]);
        return fixture.Engine.ApplyAsync(key, counters => counters.SignalAsync(key, request, CancellationToken.None));
    }
}
