namespace FuncGateway.Azure.Durable;

public enum FlowStatus
{
    /// <summary>It failed, or could not be continued; the head says why.</summary>
    Stopped,
    Running,
    Finished,
}
