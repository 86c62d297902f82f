using System.Text.Json;
using FuncGateway.Core.Limits;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>Tests the pure transition, with its state serialized as in both hosts.</summary>
public sealed class RateCounterTests : CounterContract
{
    private string? _json;

    [Theory]
    [InlineData(JsonSerializerDefaults.General)]
    [InlineData(JsonSerializerDefaults.Web)]
    public void State_WrittenAndRead_IsTheSame(JsonSerializerDefaults defaults)
    {
        var options = new JsonSerializerOptions(defaults);
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var request = new LeaseRequest("abcdefgh", 3, [new LeaseAsk("spend", 60, 30_000_000, 100.50m, 0.25m)]);
        var (state, reply) = RateCounter.Lease(null, request, now);

        var json = JsonSerializer.Serialize(state, options);
        var read = JsonSerializer.Deserialize<RateCounterState>(json, options);

        Assert.Equal("""{"t":1800000000,"i":[{"c":"spend","s":60,"w":30000000,"a":0.25,"o":{"abcdefgh":0.25}}],"h":[{"h":"abcdefgh","q":3,"u":1800000120,"a":[0.25]}]}""", json);
        Assert.Equal(json, JsonSerializer.Serialize(read, options));
        Assert.Equal(reply.Permits, read?.FindReply(request)?.Permits);
    }

    [Theory]
    [InlineData("""{"holder":"abcdefgh","sequence":1,"asks":[{"counter":"c","windowSeconds":60,"window":30000000,"max":10,"amount":20}]}""", 10)]
    [InlineData("""{"holder":"abcdefgh","sequence":1,"asks":[{"counter":"c","windowSeconds":60,"window":30000000,"max":10,"amount":20,"atLeast":11}]}""", 0)]
    [InlineData("""{"holder":"abcdefgh","sequence":1,"asks":[{"counter":"c","windowSeconds":60,"window":30000000,"max":10,"amount":20,"atLeast":10}]}""", 10)]
    public void Lease_OfAMessageWithOrWithoutAMinimum_HandsOutAllThatIsLeftOrNothing(string message, int amount)
    {
        var request = JsonSerializer.Deserialize<LeaseRequest>(message, JsonSerializerOptions.Web) ?? throw new ArgumentException("The message is null.", nameof(message));
        Assert.Equal(amount, Assert.Single(RateCounter.Lease(null, request, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000)).Reply.Permits).Amount);
    }

    [Fact]
    public void Reset_OfTheStateOfAnEarlierVersion_CountsEverythingAsHeld()
    {
        const string Earlier = """{"t":1800000000,"i":[{"c":"c","s":60,"w":30000000,"a":7}],"h":[{"h":"abcdefgh","q":3,"u":1800000120,"a":[7]}]}""";
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        var state = RateCounter.Reset(JsonSerializer.Deserialize<RateCounterState>(Earlier), new ResetRequest("r", "c", 60, 30_000_000), now);

        Assert.Equal((7m, 1), (state?.IssuedIn("c", 60, 30_000_000), state?.ResetsIn("c", 60, 30_000_000)));
    }

    [Fact]
    public void State_OfAHundredHolders_IsAFewKilobytes()
    {
        RateCounterState? state = null;
        for (var holder = 0; holder < 100; holder++)
        {
            var request = new LeaseRequest($"holder{holder:00}", 1, [.. Enumerable.Range(0, 3).Select(counter => new LeaseAsk($"a-counter-with-a-rather-long-name-{counter}", 60, 30_000_000, 1000, 7))]);
            (state, _) = RateCounter.Lease(state, request, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        }

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(state).Length, 1, 12_000);
    }

    protected override Task ApplyAsync(LeaseRequest request, DateTimeOffset now)
    {
        _json = JsonSerializer.Serialize(RateCounter.Lease(Read(), request, now).Next);
        return Task.CompletedTask;
    }

    protected override Task ApplyAsync(ReturnRequest request, DateTimeOffset now)
    {
        _json = RateCounter.Return(Read(), request, now) is { } next ? JsonSerializer.Serialize(next) : null;
        return Task.CompletedTask;
    }

    protected override Task ApplyAsync(ResetRequest request, DateTimeOffset now)
    {
        _json = RateCounter.Reset(Read(), request, now) is { } next ? JsonSerializer.Serialize(next) : null;
        return Task.CompletedTask;
    }

    protected override Task<RateCounterState?> ReadAsync() => Task.FromResult(Read());

    private RateCounterState? Read() => _json is null ? null : JsonSerializer.Deserialize<RateCounterState>(_json);
}
