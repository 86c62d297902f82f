using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Structure;

/// <summary>The projects of FuncGateway.sln and the configurations that build them.</summary>
internal static partial class SolutionFile
{
    private static readonly string Text = Checkout.Read("FuncGateway.sln");

    /// <summary>Project name and its id in the solution.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = ProjectLine().Matches(Text)
        .Where(match => match.Groups["path"].Value.EndsWith(".csproj", StringComparison.Ordinal))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value);

    public static IReadOnlyList<string> Paths { get; } =
        [.. ProjectLine().Matches(Text).Select(match => match.Groups["path"].Value.Replace('\\', '/')).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The solution configurations (Debug, Release) that have a line of this kind for the project, and what they map to.</summary>
    public static ILookup<string, string> Lines(string project, string kind) =>
        Regex.Matches(Text, $@"{Regex.Escape(Projects[project])}\.(?<solution>\w+)\|[\w ]+\.{Regex.Escape(kind)} = (?<project>\w+)\|")
            .ToLookup(match => match.Groups["solution"].Value, match => match.Groups["project"].Value);

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>[^"]+)", "(?<path>[^"]+)", "(?<id>[^"]+)"\r?$""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
