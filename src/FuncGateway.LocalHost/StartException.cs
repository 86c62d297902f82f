namespace FuncGateway.LocalHost;

/// <summary>The gateway cannot start, for a reason outside of it. The message is a sentence for the terminal that says what is missing and what to do.</summary>
internal sealed class StartException : Exception
{
    public StartException()
    {
    }

    public StartException(string message) : base(message)
    {
    }

    public StartException(string message, Exception inner) : base(message, inner)
    {
    }
}
