using FuncGateway.Core.Limits;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Moq;

namespace FuncGateway.Functions.Tests.Fakes;

/// <summary>Entities as a client sees them. What becomes of each signal is the test's to say: by default it is applied at once.</summary>
public abstract class FakeEntities(TimeProvider time) : DurableEntityClient("fake")
{
    private readonly Dictionary<EntityInstanceId, FakeEntityState> _states = [];

    public List<FakeSignal> Signals { get; } = [];

    public List<CleanEntityStorageRequest?> Cleanings { get; } = [];

    /// <summary>Called for each signal sent; a test that sets it applies signals when and as often as it likes.</summary>
    public Action<FakeSignal>? OnSignal { get; set; }

    public int Reads { get; private set; }

    /// <summary>Moq supplies the members that no test needs.</summary>
    public static FakeEntities Create(TimeProvider time) => new Mock<FakeEntities>(time) { CallBase = true }.Object;

    public async Task ApplyAsync(FakeSignal signal)
    {
        var state = StateOf(signal.Id);
        await new RateCounterEntity(time).RunAsync(new FakeEntityOperation(signal.Operation, signal.Input, state));
    }

    public override async Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default)
    {
        var signal = new FakeSignal(id, operationName, input);
        Signals.Add(signal);
        if (OnSignal is null)
        {
            await ApplyAsync(signal);
        }
        else
        {
            OnSignal(signal);
        }
    }

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        Reads++;
        return Task.FromResult(Metadata<T>(id));
    }

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        new FakePages<EntityMetadata<T>>(
            [.. _states.Keys
                .Where(id => filter?.InstanceIdStartsWith is not { } prefix || id.ToString().StartsWith(prefix, StringComparison.Ordinal))
                .Select(Metadata<T>)
                .OfType<EntityMetadata<T>>()]);

    public override Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        Cleanings.Add(request);
        return Task.FromResult(new CleanEntityStorageResult { EmptyEntitiesRemoved = _states.Values.Count(state => !state.HasState) });
    }

    private EntityMetadata<T>? Metadata<T>(EntityInstanceId id) =>
        StateOf(id).GetState(typeof(T)) is T state ? new EntityMetadata<T>(id, state) : null;

    private FakeEntityState StateOf(EntityInstanceId id) =>
        _states.TryGetValue(id, out var state) ? state : _states[id] = new FakeEntityState();
}
