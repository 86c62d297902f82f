using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.Functions.Tests.Fakes;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class DurableCleaningTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 17, 0, TimeSpan.Zero));
    private readonly List<PurgeInstancesFilter> _purged = [];
    private readonly FakeEntities _entities;
    private readonly DurableTaskClient _client;

    public DurableCleaningTests()
    {
        _entities = FakeEntities.Create(_time);
        var client = FakeClients.Over(_entities);
        client
            .Setup(each => each.PurgeAllInstancesAsync(Capture.In(_purged), It.IsAny<PurgeInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PurgeResult(1));
        _client = client.Object;
    }

    [Fact]
    public async Task Run_WithCountersOfLongAgo_EmptiesThem()
    {
        string[] spent = ["grant:a", "grant:b", "grant:c"];
        foreach (var key in spent)
        {
            await LeaseAsync(key);
        }

        _time.Advance(TimeSpan.FromDays(1));
        await LeaseAsync("grant:live");
        await RunAsync();

        Assert.Equal(spent, Forgotten.Select(id => id.Key));
        Assert.Null(await _entities.GetEntityAsync<RateCounterState>(Forgotten[0]));
        Assert.NotNull(await _entities.GetEntityAsync<RateCounterState>(new EntityInstanceId("RateCounter", "grant:live")));
    }

    [Fact]
    public async Task Run_WithEntitiesOfAnotherKind_LeavesThemAlone()
    {
        await LeaseAsync("grant:a", entity: "Another");
        _time.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        Assert.Empty(Forgotten);
    }

    [Fact]
    public async Task Run_OfTheDay_CleansTheStorageOfEmptiedEntities()
    {
        await RunAsync();
        var request = Assert.Single(_entities.Cleanings);
        Assert.True(request is { RemoveEmptyEntities: true, ReleaseOrphanedLocks: true });
    }

    [Fact]
    public async Task Run_OfTheDay_PurgesFinishedFlowsOlderThanADay()
    {
        await RunAsync();
        Assert.Equal(_time.GetUtcNow().AddDays(-1), _purged[^1].CreatedTo);
        Assert.Equal(_time.GetUtcNow().AddDays(-1 - DurableCleaning.Reach), _purged[0].CreatedFrom);
        Assert.Equal(_purged.Skip(1).Select(filter => filter.CreatedFrom), _purged.SkipLast(1).Select(filter => filter.CreatedTo));
        Assert.All(_purged, filter => Assert.DoesNotContain(OrchestrationRuntimeStatus.Running, filter.Statuses ?? [OrchestrationRuntimeStatus.Running]));
        Assert.All(_purged, filter => Assert.DoesNotContain(OrchestrationRuntimeStatus.Pending, filter.Statuses ?? []));
    }

    private EntityInstanceId[] Forgotten => [.. _entities.Signals.Where(signal => signal.Operation == "Forget").Select(signal => signal.Id)];

    private Task<(int Counters, int Flows)> RunAsync() => new DurableCleaning(_time, NullLogger<DurableCleaning>.Instance).RunAsync(_client, CancellationToken.None);

    private Task LeaseAsync(string key, string entity = "RateCounter")
    {
        var minute = _time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var request = new LeaseRequest("a", 1, [new LeaseAsk("calls", 60, minute, 30, 5)]);
        return _entities.SignalEntityAsync(new EntityInstanceId(entity, key), "Lease", request);
    }
}
