using FuncGateway.Core;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Servers;
using FuncGateway.Functions.Tests.Fakes;
using Grpc.Core;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class DurableCountersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 10, TimeSpan.Zero));
    private readonly FakeEntities _entities;

    public DurableCountersTests() => _entities = FakeEntities.Create(_time);

    [Fact]
    public async Task Signal_OfALease_NamesTheCounterAndTheOperation()
    {
        await Counters().SignalAsync(Key, Ask(1), CancellationToken.None);
        var signal = Assert.Single(_entities.Signals);
        Assert.Equal("@ratecounter@server:orders", signal.Id.ToString());
        Assert.Equal("Lease", signal.Operation);
        Assert.Equal(Ask(1).Sequence, Assert.IsType<LeaseRequest>(signal.Input).Sequence);
    }

    [Fact]
    public async Task Signal_OfAReturn_IsAnOperationOfItsOwn()
    {
        await Counters().SignalAsync(Key, new ReturnRequest("a", 2, "calls", 60, Minute, 3), CancellationToken.None);
        Assert.Equal("Return", Assert.Single(_entities.Signals).Operation);
    }

    [Fact]
    public async Task Read_AfterALease_FindsItsReply()
    {
        await Counters().SignalAsync(Key, Ask(1), CancellationToken.None);
        var state = await Counters().ReadAsync(Key, CancellationToken.None);
        Assert.Equal(5, state?.FindReply(Ask(1))?.Permits[0].Amount);
    }

    [Fact]
    public async Task Read_OfACounterNobodyUsed_FindsNothing() =>
        Assert.Null(await Counters().ReadAsync(Key, CancellationToken.None));

    [Fact]
    public async Task Read_OfAnEntityWithoutState_FindsNothing()
    {
        var entities = new Mock<DurableEntityClient>("fake");
        entities
            .Setup(each => each.GetEntityAsync<RateCounterState>(It.IsAny<EntityInstanceId>(), true, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new EntityMetadata<RateCounterState>(new EntityInstanceId("RateCounter", Key.Value)));
        Assert.Null(await Counters(entities.Object).ReadAsync(Key, CancellationToken.None));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Internal)]
    public async Task Read_WhenTheBackendFails_IsAStoreThatDoesNotAnswer(StatusCode status)
    {
        var entities = new Mock<DurableEntityClient>("fake");
        entities
            .Setup(each => each.GetEntityAsync<RateCounterState>(It.IsAny<EntityInstanceId>(), true, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RpcException(new Status(status, "gone")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Counters(entities.Object).ReadAsync(Key, CancellationToken.None));
    }

    [Fact]
    public async Task Signal_WhenTheBackendFails_IsAStoreThatDoesNotAnswer()
    {
        _entities.OnSignal = _ => throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Counters().SignalAsync(Key, Ask(1), CancellationToken.None));
    }

    private static CounterKey Key => CounterKey.Of(ServerId.TryParse("orders", out var id) ? id : throw new InvalidOperationException("'orders' is a server id."));

    private long Minute => _time.GetUtcNow().ToUnixTimeSeconds() / 60;

    private LeaseRequest Ask(long sequence) => new("a", sequence, [new LeaseAsk("calls", 60, Minute, 30, 5)]);

    private DurableCounters Counters() => Counters(_entities);

    private DurableCounters Counters(DurableEntityClient entities) => new(FakeClients.SourceOf(FakeClients.Over(entities).Object, _time));
}
