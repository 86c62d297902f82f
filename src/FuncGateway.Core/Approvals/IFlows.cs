namespace FuncGateway.Core.Approvals;

/// <summary>What a client of flows can do. Events may be lost or doubled: what they say must stand in a store already.</summary>
public interface IFlows
{
    /// <summary>Starts the flow, or does nothing when an instance of that id still runs. Look at the store first: a finished one would start again.</summary>
    Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken);

    /// <summary>Without effect when the instance has finished or never was.</summary>
    Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken);
}
