namespace FuncGateway.LocalHost.Runtime;

/// <summary>This process does not go on with a flow. The flow's own code never sees it.</summary>
internal sealed class FlowHaltException : Exception
{
    public FlowHaltException()
    {
    }

    public FlowHaltException(string message)
        : base(message)
    {
    }

    public FlowHaltException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The flow itself cannot go on, here or elsewhere.</summary>
    public bool IsFinal { get; init; }
}
