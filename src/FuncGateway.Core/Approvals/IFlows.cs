namespace FuncGateway.Core.Approvals;

/// <summary>Starts flows and sends them events. Events may be lost or duplicated, so whatever they announce must already be stored.</summary>
public interface IFlows
{
    /// <summary>Starts the flow, or does nothing if an instance with that id is still running. Check the store first: a finished instance would be started again.</summary>
    Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken);

    /// <summary>Sends an event. Has no effect if the instance has finished or never existed.</summary>
    Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken);
}
