using FuncGateway.Azure.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>
/// Says to the other processes on the storage account that this one is alive and keeps its flows. One row for all of them: it only decides who
/// may take a flow over; that two never advance one is held by the flow's head.
/// </summary>
internal sealed class FlowLease(FlowHubTable hub, TimeProvider time)
{
    /// <summary>A flow of a killed process stands still for so long.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RenewEvery = Length / 4;
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    public string Process { get; } = Guid.NewGuid().ToString("N")[..16];

    public async Task RenewWhenDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now >= _renewAt)
        {
            await hub.RenewAsync(Process, now + Length, cancellationToken);
            _renewAt = now + RenewEvery;
        }
    }

    public Task LeaveAsync(CancellationToken cancellationToken) => hub.LeaveAsync(Process, cancellationToken);
}
