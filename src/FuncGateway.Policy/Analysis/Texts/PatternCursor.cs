using System.Globalization;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A position in a pattern. After a refusal it is at the end, so that every reader stops.</summary>
internal sealed class PatternCursor(string pattern)
{
    public string Pattern { get; } = pattern;

    public int At { get; set; }

    /// <summary>The first refusal, as a phrase to follow "because"; null if there is none.</summary>
    public string? Refusal { get; private set; }

    public bool AtEnd => At >= Pattern.Length;

    /// <summary>The character at the position, or NUL at the end.</summary>
    public char Current => Peek(0);

    /// <summary>The character at this distance, or NUL past the end.</summary>
    public char Peek(int distance) => At + distance < Pattern.Length ? Pattern[At + distance] : '\0';

    public char Next() => AtEnd ? '\0' : Pattern[At++];

    public bool Take(char expected)
    {
        var isThere = !AtEnd && Current == expected;
        At += isThere ? 1 : 0;
        return isThere;
    }

    public bool StartsWith(string text) => Pattern.AsSpan(Math.Min(At, Pattern.Length)).StartsWith(text, StringComparison.Ordinal);

    public void Refuse(string why)
    {
        Refusal ??= why;
        At = Pattern.Length;
    }

    public void RefuseConstruct(string construct) => Refuse($"the pattern uses {construct}, which is not analysed");

    public void RefuseInvalid(string what) =>
        Refuse(string.Create(CultureInfo.InvariantCulture, $"the pattern is not valid: {what} at character {Math.Min(At, Pattern.Length)}"));

    /// <summary>Reads decimal digits, none of which is zero.</summary>
    public int TakeDecimal()
    {
        var start = At;
        while (char.IsAsciiDigit(Current))
        {
            At++;
        }

        if (int.TryParse(Pattern.AsSpan(start, At - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || At == start)
        {
            return number;
        }

        RefuseInvalid("a number that is too large");
        return 0;
    }

    /// <summary>Reads the characters that the name of a group or property may have.</summary>
    public string TakeName(bool mayHaveHyphen)
    {
        var start = At;
        while (!AtEnd && (EngineClasses.BoundaryWord.Contains(Current) || (mayHaveHyphen && Current == '-')))
        {
            At++;
        }

        return Pattern[start..At];
    }

    /// <summary>Comments may stand anywhere outside a class, even between an atom and its quantifier.</summary>
    public void SkipComments()
    {
        while (StartsWith("(?#"))
        {
            var end = Pattern.IndexOf(')', At);
            if (end < 0)
            {
                RefuseInvalid("a comment without an end");
                return;
            }

            At = end + 1;
        }
    }
}
