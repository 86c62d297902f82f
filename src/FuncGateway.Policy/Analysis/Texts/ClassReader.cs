namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Reads a character class such as <c>[^a-z\d-[aeiou]]</c>, with the same decisions in the same order as .NET's parser.</summary>
internal sealed class ClassReader(PatternCursor cursor, bool ignoreCase)
{
    private const int MaxDepth = 50;

    private CharSet _written = CharSet.None;
    private CharSet _named = CharSet.None;
    private CharSet _subtracted = CharSet.None;

    /// <summary>Reads up to the closing bracket. The cursor is after the opening one.</summary>
    public static CharSet Read(PatternCursor cursor, bool ignoreCase) => Read(cursor, ignoreCase, 1);

    private static CharSet Read(PatternCursor cursor, bool ignoreCase, int depth)
    {
        if (depth > MaxDepth)
        {
            cursor.RefuseConstruct("a class in a class more than 50 deep");
            return CharSet.None;
        }

        var isNegated = cursor.Take('^');
        var reader = new ClassReader(cursor, ignoreCase);
        reader.ReadItems(depth);

        // (?i) applies to what is written as characters. Properties such as \p{Lu} have had it applied, and \w and the like are not affected.
        var members = (ignoreCase ? CaseEquivalence.Close(reader._written) : reader._written).Or(reader._named);
        return (isNegated ? members.Not() : members).Except(reader._subtracted);
    }

    private void ReadItems(int depth)
    {
        for (var isFirst = true; !cursor.AtEnd; isFirst = false)
        {
            if (cursor.Current == ']' && !isFirst)
            {
                cursor.At++;
                return;
            }

            if (TryReadEscapedItem())
            {
                continue;
            }

            var item = ReadChar(out var isEscaped);
            if (cursor.Current == '-' && cursor.At + 1 < cursor.Pattern.Length && cursor.Peek(1) != ']')
            {
                cursor.At++;
                ReadRangeFrom(item, depth);
            }
            else if (item == '-' && !isEscaped && !isFirst && cursor.Take('['))
            {
                Subtract(depth);
            }
            else
            {
                _written = _written.Or(CharSet.Of(item));
            }
        }

        cursor.RefuseInvalid("a class without a closing bracket");
    }

    // An escaped hyphen is a character of its own and never starts a range.
    private bool TryReadEscapedItem()
    {
        if (cursor.Current != '\\')
        {
            return false;
        }

        cursor.At++;
        if (EscapeReader.TryReadClass(cursor, ignoreCase) is { } named)
        {
            _named = _named.Or(named);
            return true;
        }

        if (cursor.Take('-'))
        {
            _written = _written.Or(CharSet.Of('-'));
            return true;
        }

        cursor.At--;
        return false;
    }

    private char ReadChar(out bool isEscaped)
    {
        isEscaped = cursor.Take('\\');
        return isEscaped ? EscapeReader.ReadChar(cursor) : cursor.Next();
    }

    private void ReadRangeFrom(char first, int depth)
    {
        if (cursor.Take('['))
        {
            _written = _written.Or(CharSet.Of(first));
            Subtract(depth);
            return;
        }

        if (cursor.Current == '\\' && cursor.Peek(1) is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P')
        {
            cursor.RefuseInvalid("a range that ends with a class");
            return;
        }

        var last = ReadChar(out _);
        if (first > last)
        {
            cursor.RefuseInvalid("a range in reverse order");
            return;
        }

        _written = _written.Or(CharSet.Range(first, last));
    }

    private void Subtract(int depth)
    {
        _subtracted = Read(cursor, ignoreCase, depth + 1);
        if (!cursor.AtEnd && cursor.Current != ']')
        {
            cursor.RefuseInvalid("a subtraction that is not last in its class");
        }
    }
}
