namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Reads what follows an opening parenthesis, up to where the content of the group starts.</summary>
internal static class GroupReader
{
    private static readonly (string Opening, string Name)[] NotFollowed =
    [
        ("?=", "a look-ahead"),
        ("?!", "a look-ahead"),
        ("?<=", "a look-behind"),
        ("?<!", "a look-behind"),
        ("?>", "an atomic group"),
        ("?(", "a conditional"),
    ];

    /// <param name="options">The options in force from here on.</param>
    /// <returns>Whether a group was opened; if not, the construct is complete, for example <c>(?i)</c>, or refused.</returns>
    public static bool TryOpen(PatternCursor cursor, ref PatternOptions options)
    {
        foreach (var (opening, name) in NotFollowed)
        {
            if (cursor.StartsWith(opening))
            {
                cursor.RefuseConstruct(name);
                return false;
            }
        }

        if (!cursor.Take('?'))
        {
            return true;
        }

        if (cursor.Current is '<' or '\'')
        {
            return TryReadName(cursor, cursor.Next() == '<' ? '>' : '\'');
        }

        if (cursor.Current == ')')
        {
            cursor.RefuseInvalid("an unknown kind of group");
            return false;
        }

        options = PatternOptions.Read(cursor, options);
        if (cursor.Take(':'))
        {
            return true;
        }

        if (!cursor.Take(')'))
        {
            cursor.RefuseInvalid("an unknown kind of group");
        }

        return false;
    }

    private static bool TryReadName(PatternCursor cursor, char close)
    {
        var name = cursor.TakeName(mayHaveHyphen: false);
        if (cursor.Current == '-')
        {
            cursor.RefuseConstruct("a balancing group");
            return false;
        }

        var isNumber = name.Length > 0 && char.IsAsciiDigit(name[0]);
        if (name.Length > 0 && cursor.Take(close) && (!isNumber || (int.TryParse(name, out var number) && number > 0 && name.All(char.IsAsciiDigit))))
        {
            return true;
        }

        cursor.RefuseInvalid("a group whose name is not valid");
        return false;
    }
}
