using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>Which commands of sh PowerShell does not understand, or understands otherwise, so that a page gives them for both.</summary>
internal static partial class PowerShellRule
{
    // Programs of Unix. PowerShell has none of them on Windows, or a command of the same name with other options.
    private static readonly string[] Programs =
    [
        "alias", "awk", "base64", "cat", "chmod", "command", "cp", "cut", "echo", "eval", "export", "grep", "head", "ls", "mktemp", "mv", "openssl", "printf", "read", "rm", "sed", "set", "sh", "source", "sudo", "tail", "test", "touch", "tr", "umask", "unset", "wc", "which",
    ];

    /// <summary>What of the block is not the same in PowerShell; null if all of it is.</summary>
    public static string? Difference(CodeBlock block)
    {
        var text = PageVariables.WithoutLiterals(block);
        return Assignment().Match(text) is { Success: true } assignment ? assignment.Value.Trim()
            : Continuation().IsMatch(text) ? "a line that goes on after a backslash"
            : Variable().Match(text) is { Success: true } variable ? variable.Value
            : Splatted().Match(DoubleQuoted().Replace(text, "\"\"")) is { Success: true } splatted ? $"{splatted.Value.Trim()} without quotes"
            : Script().Match(text) is { Success: true } script ? script.Value.Trim()
            : ShellCommands.In(block.Text, isPowerShell: false).Select(words => words[0]).FirstOrDefault(Programs.Contains);
    }

    [GeneratedRegex("^\\s*(?:export )?[A-Za-z_]\\w*=", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex("\\\\$", RegexOptions.Multiline)]
    private static partial Regex Continuation();

    [GeneratedRegex("\\$\\{?[A-Za-z_]\\w*\\}?")]
    private static partial Regex Variable();

    [GeneratedRegex("(?<=\\s)@\\S+")]
    private static partial Regex Splatted();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex DoubleQuoted();

    [GeneratedRegex("\\S+\\.sh(?=\\s|$)")]
    private static partial Regex Script();
}
