namespace AzureStandIn;

/// <summary>An answer of az or azd with an exit code other than 0.</summary>
public sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>A command or an option that the stand-in does not know: the hook or the stand-in needs work.</summary>
    public static CommandFailedException Misused(string message) => new(2, message);

    public static CommandFailedException Refused(string message) => new(1, message);

    public static CommandFailedException NotFound(string message) => new(3, message);
}
