using DurableTask.AzureStorage;
using DurableTask.AzureStorage.Tracking;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace FuncGateway.LocalHost.Engine;

/// <summary>A durable client for the engine in this process.</summary>
internal sealed class EngineClient(AzureStorageOrchestrationService service, TimeProvider time) : DurableTaskClient("engine")
{
    private static readonly OrchestrationStatus[] Running = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    public override DurableEntityClient Entities { get; } = new EngineEntityClient(service);

    /// <exception cref="DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">An instance with that id is still running.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var instance = new OrchestrationInstance { InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"), ExecutionId = Guid.NewGuid().ToString("N") };
        var started = new ExecutionStartedEvent(-1, EngineJson.Converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            OrchestrationInstance = instance,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,
        };
        await service.CreateTaskOrchestrationAsync(new TaskMessage { OrchestrationInstance = instance, Event = started }, Running);
        return instance.InstanceId;
    }

    /// <summary>Sends an event. The engine discards it if the instance has finished or never existed.</summary>
    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new EventRaisedEvent(-1, EngineJson.Converter.Serialize(eventPayload)) { Name = eventName });

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        while (true)
        {
            if (await GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation) is { RuntimeStatus: not OrchestrationRuntimeStatus.Pending } started)
            {
                return started;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation);
        }
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Metadata(
            await service.WaitForOrchestrationAsync(instanceId, executionId: "", Timeout.InfiniteTimeSpan, cancellation)
                ?? throw new InvalidOperationException($"Instance '{instanceId}' is unknown to the engine."),
            getInputsAndOutputs);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await service.GetOrchestrationStateAsync(instanceId, executionId: null) is { } state ? Metadata(state, getInputsAndOutputs) : null;

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => Pageable.Create<OrchestrationMetadata>(async (token, cancellation) =>
    {
        var condition = new OrchestrationInstanceStatusQueryCondition
        {
            CreatedTimeFrom = filter?.CreatedFrom?.UtcDateTime ?? default,
            CreatedTimeTo = filter?.CreatedTo?.UtcDateTime ?? default,
            RuntimeStatus = filter?.Statuses?.Select(StatusOf),
            InstanceIdPrefix = filter?.InstanceIdPrefix,
        };
        var page = await service.GetOrchestrationStateAsync(condition, filter?.PageSize ?? OrchestrationQuery.DefaultPageSize, token, cancellation);
        return new Page<OrchestrationMetadata>([.. page.OrchestrationState.Select(state => Metadata(state, filter?.FetchInputsAndOutputs == true))], page.ContinuationToken);
    });

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var purged = await service.PurgeInstanceHistoryAsync(
            filter.CreatedFrom?.UtcDateTime ?? DateTime.UnixEpoch, filter.CreatedTo?.UtcDateTime, filter.Statuses?.Select(StatusOf));
        return new PurgeResult(purged.InstancesDeleted);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OrchestrationStatus StatusOf(OrchestrationRuntimeStatus status) => (OrchestrationStatus)(int)status;

    private static OrchestrationMetadata Metadata(OrchestrationState state, bool withData) => new(state.Name, state.OrchestrationInstance.InstanceId)
    {
        CreatedAt = state.CreatedTime,
        LastUpdatedAt = state.LastUpdatedTime,
        RuntimeStatus = (OrchestrationRuntimeStatus)(int)state.OrchestrationStatus,
        SerializedInput = withData ? state.Input : null,
        SerializedOutput = withData ? state.Output : null,
        SerializedCustomStatus = withData ? state.Status : null,
        DataConverter = EngineJson.Converter,
    };

    private Task SendAsync(string instanceId, HistoryEvent what) =>
        service.SendTaskOrchestrationMessageAsync(new TaskMessage { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = what });
}
