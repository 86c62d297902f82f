using System.Text.Json.Nodes;

namespace FuncGateway.Cli;

/// <summary>A command cannot do what it was asked to. The message is one sentence for the terminal.</summary>
internal sealed class CliException : Exception
{
    public CliException()
    {
    }

    public CliException(string message) : base(message)
    {
    }

    public CliException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <param name="exitCode">One of <c>ExitCodes</c>.</param>
    /// <param name="problem">The problem details that the gateway answered, if it did.</param>
    public CliException(int exitCode, string message, JsonNode? problem = null, Exception? inner = null) : base(message, inner)
    {
        ExitCode = exitCode;
        Problem = problem;
    }

    public int ExitCode { get; } = 70;

    public JsonNode? Problem { get; }
}
