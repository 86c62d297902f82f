namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Reads what follows a backslash.</summary>
internal static class EscapeReader
{
    /// <summary>Reads <c>\d \w \s</c> and the like and <c>\p{…}</c>; null, with nothing read, for another escape. The cursor is after the backslash.</summary>
    public static CharSet? TryReadClass(PatternCursor cursor, bool ignoreCase)
    {
        switch (cursor.Current)
        {
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                return EngineClasses.Shorthand(cursor.Next());
            case 'p' or 'P':
                var isNegated = cursor.Next() == 'P';
                var name = cursor.Take('{') ? cursor.TakeName(mayHaveHyphen: true) : "";
                var set = cursor.Take('}') ? EngineClasses.FindProperty(name, isNegated, ignoreCase) : null;
                if (set is null)
                {
                    cursor.RefuseInvalid(@"an unknown \p{…}");
                }

                return set ?? CharSet.None;
            default:
                return null;
        }
    }

    /// <summary>Reads an escape that stands for one character. The cursor is after the backslash.</summary>
    public static char ReadChar(PatternCursor cursor)
    {
        if (cursor.AtEnd)
        {
            cursor.RefuseInvalid("a backslash without a character");
            return '\0';
        }

        if (cursor.Current is >= '0' and <= '7')
        {
            return Octal(cursor);
        }

        var letter = cursor.Next();
        switch (letter)
        {
            case 'x': return Hex(cursor, 2);
            case 'u': return Hex(cursor, 4);
            case 'a': return '\a';
            case 'b': return '\b';
            case 'e': return '\e';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'c': return Control(cursor);
            default:
                if (EngineClasses.BoundaryWord.Contains(letter))
                {
                    cursor.RefuseInvalid("an unknown escape");
                }

                return letter;
        }
    }

    // Three digits can exceed a byte; .NET keeps the low one.
    private static char Octal(PatternCursor cursor)
    {
        var value = 0;
        for (var digits = 0; digits < 3 && cursor.Current is >= '0' and <= '7'; digits++)
        {
            value = (value * 8) + (cursor.Next() - '0');
        }

        return (char)(value & 0xFF);
    }

    private static char Hex(PatternCursor cursor, int digits)
    {
        var value = 0;
        for (; digits > 0; digits--)
        {
            if (!char.IsAsciiHexDigit(cursor.Current))
            {
                cursor.RefuseInvalid("too few hexadecimal digits");
                return '\0';
            }

            var digit = cursor.Next();
            value = (value * 16) + (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)value;
    }

    private static char Control(PatternCursor cursor)
    {
        var letter = cursor.Next();
        var code = (char.IsAsciiLetterLower(letter) ? letter - ('a' - 'A') : letter) - '@';
        if (code is >= 0 and < ' ')
        {
            return (char)code;
        }

        cursor.RefuseInvalid("an unknown control character");
        return '\0';
    }
}
