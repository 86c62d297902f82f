using System.Globalization;

namespace FuncGateway.LocalHost.Node;

/// <summary>Explains in one sentence why npm failed. Its output has many lines, of which the last only names a log file.</summary>
internal static class NpmFailure
{
    private const int MaxLine = 300;
    private static readonly string[] NetworkCodes = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT"];
    private static readonly string[] Prefixes = ["npm error", "npm ERR!"];

    /// <param name="errors">The standard error of npm.</param>
    public static string Explain(string errors, int exitCode)
    {
        var lines = errors.Split('\n').Select(Text).Where(line => line.Length > 0 && !line.StartsWith("A complete log", StringComparison.Ordinal)).ToArray();
        var reason = lines.FirstOrDefault(line => line.Contains("reason:", StringComparison.Ordinal));
        var isNetwork = reason is not null || lines.Any(line => NetworkCodes.Any(code => line.Contains(code, StringComparison.Ordinal)));
        var said = Cut(reason ?? lines.LastOrDefault() ?? string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"));
        return isNetwork
            ? $"the npm registry cannot be reached ({said}). Check the network, or the registry and proxy of 'npm config'."
            : $"'npm ci' failed ({said}).";
    }

    private static string Text(string line)
    {
        var text = line.Trim();
        return Prefixes.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? text[found.Length..].Trim() : "";
    }

    private static string Cut(string line) => line.Length <= MaxLine ? line.TrimEnd('.') : line[..MaxLine] + "…";
}
