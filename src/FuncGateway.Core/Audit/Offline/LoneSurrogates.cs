using System.Text.RegularExpressions;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>
/// Half of a surrogate pair, which JSON can escape, is not text, and the JSON reader refuses it. The gateway hashes the replacement character in its place, so that is what is read.
/// </summary>
internal static partial class LoneSurrogates
{
    public static string Replace(string json) => !json.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? json
        : Escape().Replace(json, escape => escape.Groups["lone"].Success ? "\\ufffd" : escape.Value);

    // Every escape is matched, so that an escaped backslash before a 'u' is not taken for the start of one.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
