using DurableTask.Core.Exceptions;
using FuncGateway.Core.Approvals;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Core.Durable;

/// <summary>Starts orchestrations and raises their events.</summary>
public sealed class DurableFlows(IDurableClientSource clients) : IFlows
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
            // Another caller started the same flow, and one instance serves both.
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
            // The flow is no longer waiting. What the event announces is already stored.
            return false;
        }
    }
}
