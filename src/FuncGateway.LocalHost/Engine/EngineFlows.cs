using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Starts orchestrations and raises their events.</summary>
internal sealed class EngineFlows(AzureStorageOrchestrationService service) : IFlows
{
    private static readonly OrchestrationStatus[] Running = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    public Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken) => EngineFaults.TranslateAsync(async () =>
    {
        var instance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString("N") };
        var started = new ExecutionStartedEvent(-1, EngineJson.Converter.Serialize(input)) { Name = flow, OrchestrationInstance = instance };
        try
        {
            await service.CreateTaskOrchestrationAsync(new TaskMessage { OrchestrationInstance = instance, Event = started }, Running);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Two callers asked for the same flow: it runs, and both are served by it.
        }
    });

    public Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken) => EngineFaults.TranslateAsync(async () =>
    {
        // An event for an instance that has finished, or never was, is dropped by the engine.
        var raised = new EventRaisedEvent(-1, EngineJson.Converter.Serialize(payload)) { Name = eventName };
        await service.SendTaskOrchestrationMessageAsync(new TaskMessage { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = raised });
    });
}
