namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Reads <c>* + ? {m} {m,} {m,n}</c> and their lazy forms, which find a match in the same texts.</summary>
internal static class QuantifierReader
{
    public static bool IsNext(PatternCursor cursor) => cursor.Current is '*' or '+' or '?' || (cursor.Current == '{' && IsBraced(cursor, 0));

    /// <summary>Whether a brace at this distance starts a quantifier; if not, .NET takes it as a character.</summary>
    public static bool IsBraced(PatternCursor cursor, int distance)
    {
        var at = Digits(cursor, distance + 1);
        if (at == distance + 1)
        {
            return false;
        }

        return cursor.Peek(at) == '}' || (cursor.Peek(at) == ',' && cursor.Peek(Digits(cursor, at + 1)) == '}');
    }

    /// <param name="max"><see cref="int.MaxValue"/> for no upper bound.</param>
    /// <returns>False if no quantifier follows; the cursor is unchanged.</returns>
    public static bool TryRead(PatternCursor cursor, out int min, out int max)
    {
        (min, max) = (0, int.MaxValue);
        if (!IsNext(cursor))
        {
            return false;
        }

        switch (cursor.Next())
        {
            case '+':
                min = 1;
                break;
            case '?':
                max = 1;
                break;
            case '{':
                min = cursor.TakeDecimal();
                max = !cursor.Take(',') ? min : cursor.Current == '}' ? int.MaxValue : cursor.TakeDecimal();
                cursor.At++;
                break;
        }

        if (min > max)
        {
            cursor.RefuseInvalid("a quantifier whose lower bound is above its upper one");
        }

        cursor.SkipComments();
        cursor.Take('?');
        cursor.SkipComments();
        return true;
    }

    private static int Digits(PatternCursor cursor, int distance)
    {
        while (char.IsAsciiDigit(cursor.Peek(distance)))
        {
            distance++;
        }

        return distance;
    }
}
