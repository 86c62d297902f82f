using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Transcripts;

/// <summary>Replaces what differs from run to run: ids, times, tokens, ports, durations.</summary>
internal sealed partial class Mask(IReadOnlyDictionary<string, string> known)
{
    public string Of(string line)
    {
        // What is known goes first: the longest, because one may be in another.
        var text = known.OrderByDescending(each => each.Key.Length).Aggregate(line, (all, each) => all.Replace(each.Key, each.Value, StringComparison.Ordinal));
        text = Token().Replace(text, "<token>");
        text = Time().Replace(text, "<time>");
        text = Ulid().Replace(text, "<id>");
        text = Approval().Replace(text, "<approval>");
        text = Hash().Replace(text, "<hash>");
        text = Milliseconds().Replace(text, "<n> ms");
        text = Gap().Replace(text, "  ");
        text = Records().Replace(text, "<n> $1s");
        text = Node().Replace(text, "<version> at <path>");
        return Ago().Replace(text, "<a while>");
    }

    [GeneratedRegex("fgw_[A-Za-z0-9_-]{49}|#k=[A-Za-z0-9_-]{43}")]
    private static partial Regex Token();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")]
    private static partial Regex Time();

    [GeneratedRegex("\\b0[0-9A-Za-z]{25}\\b")]
    private static partial Regex Ulid();

    [GeneratedRegex(@"\b[0-9a-f]{64}-\d+\b|\b[0-9a-f]{12}(?=  )")]
    private static partial Regex Approval();

    [GeneratedRegex("\\b[0-9a-f]{32,64}\\b")]
    private static partial Regex Hash();

    // The columns of a table are as wide as what is replaced. Their alignment has a test of its own.
    [GeneratedRegex(@"(?<=\S) {3,}")]
    private static partial Regex Gap();

    // How many there are depends on how fast the gateway closes blocks and writes checkpoints.
    [GeneratedRegex(@"\b\d+ (record|chain|checkpoint|unfinished block)s?\b")]
    private static partial Regex Records();

    [GeneratedRegex(@"\d+\.\d+\.\d+ at \S+node\S*")]
    private static partial Regex Node();

    [GeneratedRegex(@"\b\d+ ms\b")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"\b\d+ (s|min|h|d) ago\b|\bin \d+ (s|min|h|d)\b")]
    private static partial Regex Ago();
}
