namespace FuncGateway.LocalHost.Node;

/// <summary>What runs on Node.js cannot be run here; the message is for the person at the console and says what to do.</summary>
internal sealed class NodeSetupException : Exception
{
    public NodeSetupException()
    {
    }

    public NodeSetupException(string message) : base(message)
    {
    }

    public NodeSetupException(string message, Exception inner) : base(message, inner)
    {
    }
}
