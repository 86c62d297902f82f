namespace FuncGateway.Azure.Durable;

/// <summary>
/// Where a flow stands. Each entry of its history is written together with its head, on the condition that the head is the one that was
/// read: of two processes that take themselves for the owner, one loses and acts no further.
/// </summary>
/// <param name="Run">Tells one run of an instance from the next of the same id, in history and events.</param>
/// <param name="Owner">The process that runs it; empty before the first did.</param>
/// <param name="Entries">How many entries the history has.</param>
/// <param name="Problem">Why it stopped; empty otherwise.</param>
public sealed record FlowHead(string InstanceId, string Flow, string Run, string Owner, FlowStatus Status, int Entries, DateTimeOffset? EndedAt, string Problem)
{
    public static FlowHead Of(string instanceId, string flow, string run) => new(instanceId, flow, run, "", FlowStatus.Running, 0, null, "");
}
