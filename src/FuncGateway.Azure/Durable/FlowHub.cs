namespace FuncGateway.Azure.Durable;

/// <summary>All that the processes of one storage account share about their flows, read at once.</summary>
public sealed record FlowHub(IReadOnlyList<FlowEvent> Events, IReadOnlyList<ProcessLease> Processes, IReadOnlyList<RunningFlow> Running)
{
    public bool IsAlive(string process, DateTimeOffset now) => Processes.Any(lease => lease.Process == process && lease.Until > now);
}
