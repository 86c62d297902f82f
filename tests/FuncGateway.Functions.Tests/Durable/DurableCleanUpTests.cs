using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

/// <summary>The requests that cleaning makes to the platform. Their effect on a counter is tested on the engine.</summary>
public sealed class DurableCleanUpTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 17, 0, TimeSpan.Zero));
    private readonly List<PurgeInstancesFilter> _purged = [];
    private readonly List<EntityQuery?> _queries = [];
    private readonly List<CleanEntityStorageRequest?> _cleanings = [];
    private readonly Mock<DurableTaskClient> _client = new("test");

    public DurableCleanUpTests()
    {
        var entities = new Mock<DurableEntityClient>("test");
        entities
            .Setup(each => each.GetAllEntitiesAsync<RateCounterState>(Capture.In(_queries)))
            .Returns(Pageable.Create((_, _) => Task.FromResult(new Page<EntityMetadata<RateCounterState>>([]))));
        entities
            .Setup(each => each.CleanEntityStorageAsync(Capture.In(_cleanings), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CleanEntityStorageResult());
        _client.Setup(each => each.Entities).Returns(entities.Object);
        _client
            .Setup(each => each.PurgeAllInstancesAsync(Capture.In(_purged), It.IsAny<PurgeInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PurgeResult(1));
    }

    [Fact]
    public async Task Run_OfTheDay_LooksAtCountersOnly()
    {
        await RunAsync();

        Assert.Equal(RateCounterEntity.IdPrefix, Assert.Single(_queries)?.InstanceIdStartsWith);
    }

    [Fact]
    public async Task Run_OfTheDay_CleansTheStorageOfEmptiedEntities()
    {
        await RunAsync();

        Assert.True(Assert.Single(_cleanings) is { RemoveEmptyEntities: true, ReleaseOrphanedLocks: true });
    }

    [Fact]
    public async Task Run_OfTheDay_PurgesFinishedFlowsOlderThanADay()
    {
        var (_, flows) = await RunAsync();

        Assert.Equal(DurableCleanUp.MaxDaysPerRun, flows);
        Assert.Equal(_time.GetUtcNow().AddDays(-1), _purged[^1].CreatedTo);
        Assert.Equal(_time.GetUtcNow().AddDays(-1 - DurableCleanUp.MaxDaysPerRun), _purged[0].CreatedFrom);
        Assert.Equal(_purged.Skip(1).Select(filter => filter.CreatedFrom), _purged.SkipLast(1).Select(filter => filter.CreatedTo));
        Assert.All(_purged, filter => Assert.DoesNotContain(OrchestrationRuntimeStatus.Running, filter.Statuses ?? [OrchestrationRuntimeStatus.Running]));
        Assert.All(_purged, filter => Assert.DoesNotContain(OrchestrationRuntimeStatus.Pending, filter.Statuses ?? []));
    }

    private Task<(int Counters, int Flows)> RunAsync() => new DurableCleanUp(_time, NullLogger<DurableCleanUp>.Instance).RunAsync(_client.Object, CancellationToken.None);
}
