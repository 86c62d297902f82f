using FuncGateway.Azure.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>A flow that this process runs.</summary>
internal sealed record ActiveFlow(FlowRun Run, FlowJournal Journal, FlowInbox Inbox)
{
    private RunningFlow? _line;

    /// <summary>Its line on the list, as it was last seen.</summary>
    public RunningFlow? Line
    {
        get => Volatile.Read(ref _line);
        set => Volatile.Write(ref _line, value);
    }

    public Task Ending { get; set; } = Task.CompletedTask;
}
