using FuncGateway.Core.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>A gateway leases for a grant and for its server at once, each on a thread of its own.</summary>
public sealed class FakeCountersTests
{
    [Fact]
    public async Task Leases_OfManyKeysAtOnce_AreAllAnswered()
    {
        const int Keys = 10_000;
        var counters = new FakeCounters(new FakeTimeProvider(World.Start));
        var answered = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => Lease(counters, Keys), TaskCreationOptions.LongRunning)));
        Assert.Equal([Keys, Keys, Keys, Keys], answered);
        Assert.Equal((4 * Keys, 4 * Keys), (counters.Sent.Count, counters.Reads));
    }

    /// <summary>Leases for that many new keys. Returns how many leases were answered.</summary>
    private static int Lease(FakeCounters counters, int keys)
    {
        var request = new LeaseRequest("abcdefgh", 1, [new LeaseAsk("calls", 60, World.Start.ToUnixTimeSeconds() / 60, 30, 7)]);
        var answered = 0;
        for (var index = 0; index < keys; index++)
        {
            var key = CounterKey.Of(LimitBuilder.Counted());
            Assert.True(counters.SignalAsync(key, request, CancellationToken.None).IsCompletedSuccessfully);
            var read = counters.ReadAsync(key, CancellationToken.None);
            Assert.True(read.IsCompletedSuccessfully);
            answered += read.Result?.FindReply(request) is null ? 0 : 1;
        }

        return answered;
    }
}
