using DurableTask.Core.Exceptions;
using FuncGateway.Core.Approvals;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Core.Durable;

/// <summary>Starts orchestrations and raises their events.</summary>
public sealed class DurableFlows(IDurableClients clients) : IFlows
{
    public Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken) =>
        clients.UseAsync(client => StartAsync(client, flow, instanceId, input, cancellationToken), cancellationToken);

    public Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken) =>
        clients.UseAsync(client => RaiseAsync(client, instanceId, eventName, payload, cancellationToken), cancellationToken);

    private static async Task<bool> StartAsync(
        DurableTaskClient client, string flow, string instanceId, object input, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(flow, input, new StartOrchestrationOptions(instanceId), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Two callers asked for the same flow: it runs, and both are served by it.
            return false;
        }
    }

    private async Task<bool> RaiseAsync(
        DurableTaskClient client, string instanceId, string eventName, object payload, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
            return true;
        }
        catch (Exception e) when (clients.MeansNotRunning(e))
        {
            // Nobody waits any more. What the event says stands in the store already.
            return false;
        }
    }
}
