using System.CommandLine;

namespace FuncGateway.Cli.Commands;

/// <summary>A command with examples, which its help and the documentation show.</summary>
/// <param name="examples">Command lines.</param>
/// <param name="exitCodes">What its exit codes mean, where that is more than 0 for done.</param>
internal sealed class FgwCommand(string name, string description, string[]? examples = null, string? exitCodes = null) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples ?? [];

    public string? ExitCodesInWords => exitCodes;
}
