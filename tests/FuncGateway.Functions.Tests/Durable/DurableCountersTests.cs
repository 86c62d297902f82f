using FuncGateway.Core;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Servers;
using FuncGateway.Functions.Durable;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

/// <summary>The names of a counter's signals, and which failures of the Functions host mean that it does not answer. The effect of signals is tested on the engine.</summary>
public sealed class DurableCountersTests
{
    private static readonly EntityInstanceId Entity = new("RateCounter", "server:orders");
    private readonly Mock<DurableEntityClient> _entities = new("test");

    [Fact]
    public async Task Signal_OfALease_NamesTheCounterAndTheOperation()
    {
        await Counters().SignalAsync(Key, Ask, CancellationToken.None);

        _entities.Verify(each => each.SignalEntityAsync(Entity, "Lease", Ask, null, CancellationToken.None));
    }

    [Fact]
    public async Task Signal_OfAReset_IsAnOperationOfItsOwn()
    {
        var reset = new ResetRequest("r", "calls", 60, 29_000_000);

        await Counters().SignalAsync(Key, reset, CancellationToken.None);

        _entities.Verify(each => each.SignalEntityAsync(Entity, "Reset", reset, null, CancellationToken.None));
    }

    [Fact]
    public async Task Signal_OfAReturn_IsAnOperationOfItsOwn()
    {
        var back = new ReturnRequest("a", 2, "calls", 60, 29_000_000, 3);

        await Counters().SignalAsync(Key, back, CancellationToken.None);

        _entities.Verify(each => each.SignalEntityAsync(Entity, "Return", back, null, CancellationToken.None));
    }

    [Fact]
    public async Task Read_OfAnEntityWithoutState_FindsNothing()
    {
        Reads().ReturnsAsync(new EntityMetadata<RateCounterState>(Entity));

        Assert.Null(await Counters().ReadAsync(Key, CancellationToken.None));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Internal)]
    public async Task Read_WhenTheBackendFails_IsAStoreThatDoesNotAnswer(StatusCode status)
    {
        Reads().ThrowsAsync(new RpcException(new Status(status, "gone")));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Counters().ReadAsync(Key, CancellationToken.None));
    }

    [Fact]
    public async Task Signal_WhenTheBackendFails_IsAStoreThatDoesNotAnswer()
    {
        _entities
            .Setup(each => each.SignalEntityAsync(It.IsAny<EntityInstanceId>(), It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<SignalEntityOptions?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RpcException(new Status(StatusCode.Unavailable, "gone")));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Counters().SignalAsync(Key, Ask, CancellationToken.None));
    }

    private static CounterKey Key => CounterKey.Of(ServerId.TryParse("orders", out var id) ? id : throw new InvalidOperationException("'orders' is a server id."));

    private static LeaseRequest Ask { get; } = new("a", 1, [new LeaseAsk("calls", 60, 29_000_000, 30, 5)]);

    private Moq.Language.Flow.ISetup<DurableEntityClient, Task<EntityMetadata<RateCounterState>?>> Reads() =>
        _entities.Setup(each => each.GetEntityAsync<RateCounterState>(It.IsAny<EntityInstanceId>(), true, It.IsAny<CancellationToken>()));

    private DurableCounters Counters()
    {
        var client = new Mock<DurableTaskClient>("test");
        client.Setup(each => each.Entities).Returns(_entities.Object);
        var source = new BoundDurableClientSource(new FakeTimeProvider());
        source.Supply(client.Object);
        return new DurableCounters(source);
    }
}
