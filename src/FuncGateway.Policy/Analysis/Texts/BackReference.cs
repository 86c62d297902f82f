using System.Globalization;

namespace FuncGateway.Policies.Analysis.Texts;

internal static class BackReference
{
    /// <summary>Whether the escape may be a back-reference. The cursor is after the backslash.</summary>
    public static bool IsNext(PatternCursor cursor) => cursor.Current switch
    {
        'k' => true,
        '<' => IsName(cursor, '>'),
        '\'' => IsName(cursor, '\''),
        >= '1' and <= '9' => IsNumber(cursor),
        _ => false,
    };

    private static bool IsName(PatternCursor cursor, char close)
    {
        var at = 1;
        while (EngineClasses.BoundaryWord.Contains(cursor.Peek(at)))
        {
            at++;
        }

        return at > 1 && cursor.Peek(at) == close;
    }

    // \12 is an octal code unless there is a group 12. Any number that a group might have is taken as a reference.
    private static bool IsNumber(PatternCursor cursor)
    {
        var at = 1;
        while (char.IsAsciiDigit(cursor.Peek(at)))
        {
            at++;
        }

        var isSmall = int.TryParse(cursor.Pattern.AsSpan(cursor.At, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return !isSmall || number <= Math.Max(9, cursor.Pattern.Count(each => each == '(')) || HasNumberedGroup(cursor.Pattern);
    }

    private static bool HasNumberedGroup(string pattern)
    {
        for (var at = 3; at < pattern.Length; at++)
        {
            if (char.IsAsciiDigit(pattern[at]) && pattern[at - 1] is '<' or '\'' && pattern[at - 2] == '?' && pattern[at - 3] == '(')
            {
                return true;
            }
        }

        return false;
    }
}
