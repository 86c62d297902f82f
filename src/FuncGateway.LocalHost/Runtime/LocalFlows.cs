using FuncGateway.Azure.Durable;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>Starts flows and raises their events by writing rows; whichever process runs the flow finds them there.</summary>
internal sealed class LocalFlows(FlowTable flows, FlowHubTable hub, FlowCatalog catalog, FlowSignal wake, TimeProvider time) : IFlows
{
    private long _lastStamp;

    public async Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken)
    {
        if (catalog.FindFlow(flow) is null)
        {
            throw new ArgumentException($"There is no flow '{flow}'. A flow is started by the name under which it is registered.", nameof(flow));
        }

        var json = FlowTable.Check(FlowJson.Write(input));
        var now = time.GetUtcNow();
        var current = await flows.FindAsync(instanceId, cancellationToken);
        if (current is { Value.Status: FlowStatus.Running })
        {
            // Only for a start that was cut off for minutes between its two rows. Whoever finds it mends it.
            await hub.EnsureAnnouncedAsync(instanceId, now, cancellationToken);
        }
        else
        {
            // The list first: a running flow that is not on it would never be found, a line without a flow is harmless.
            await hub.AnnounceAsync(instanceId, now, cancellationToken);
            var head = FlowHead.Of(instanceId, flow, Guid.NewGuid().ToString("N"));
            await flows.SaveAsync(head, new FlowEntry(FlowEntryKind.Started, flow, now, Json: json), current?.Version, cancellationToken);
        }

        wake.Set();
    }

    public async Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken)
    {
        var json = FlowTable.Check(FlowJson.Write(payload));
        if (await flows.FindAsync(instanceId, cancellationToken) is { Value: { Status: FlowStatus.Running } head })
        {
            await hub.RaiseAsync(head, NextStamp(), eventName, json, cancellationToken);
            wake.Set();
        }
    }

    // Two events of one process keep their order even when the clock stands still or goes back.
    private long NextStamp()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _lastStamp);
            var next = Math.Max(last + 1, time.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref _lastStamp, next, last) == last)
            {
                return next;
            }
        }
    }
}
