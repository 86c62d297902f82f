using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>Splits a command line into its words.</summary>
internal static partial class CommandText
{
    public static IReadOnlyList<string> Split(string line) => [.. Words().Matches(line).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal))];

    [GeneratedRegex("""(?:[^\s"]|"[^"]*")+""")]
    private static partial Regex Words();
}
