namespace FuncGateway.Policies.Rules;

/// <summary>
/// An upper estimate of what a pattern costs to compile. The time and memory of a non-backtracking automaton grow with the square of the number
/// of character sets that the pattern distinguishes: 500 different characters take ten seconds and half a gigabyte.
/// </summary>
internal static class RegexCost
{
    public const int MaxLength = 1_000;

    /// <summary>The most character sets that one pattern may distinguish. All of ASCII is 95.</summary>
    public const int MaxSets = 100;

    /// <summary>The highest sum of <see cref="Of"/> for all patterns of a document: about a second of a processor.</summary>
    public const int MaxTotal = 100_000;

    public static int Of(string pattern)
    {
        var sets = CountSets(pattern);
        return (sets * sets) + pattern.Length;
    }

    /// <summary>Counts the different characters of the pattern, however they are written, and each Unicode category.</summary>
    public static int CountSets(string pattern)
    {
        var characters = new HashSet<string>(StringComparer.Ordinal);
        var categories = 0;
        for (var at = 0; at < pattern.Length;)
        {
            var length = pattern[at] == '\\' ? EscapeLength(pattern.AsSpan(at)) : 1;
            var isCategory = length > 1 && pattern[at + 1] is 'p' or 'P';
            categories += isCategory ? 1 : 0;
            characters.Add(pattern.Substring(at, length));
            at += length;
        }

        return characters.Count + categories;
    }

    private static int EscapeLength(ReadOnlySpan<char> escape)
    {
        var length = escape switch
        {
            [_, 'u', ..] => 6,
            [_, 'x', ..] => 4,
            [_, 'c', ..] => 3,
            [_, >= '0' and <= '7', ..] => Math.Max(2, DigitsEnd(escape)),
            [_, 'p' or 'P', ..] => escape.IndexOf('}') + 1,
            _ => 2,
        };
        return Math.Clamp(length, 1, escape.Length);
    }

    private static int DigitsEnd(ReadOnlySpan<char> escape)
    {
        var end = escape[1..Math.Min(4, escape.Length)].IndexOfAnyExceptInRange('0', '7');
        return end < 0 ? Math.Min(4, escape.Length) : end + 1;
    }
}
