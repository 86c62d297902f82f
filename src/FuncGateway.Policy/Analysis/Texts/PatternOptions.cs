namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>The inline options that change what a pattern matches.</summary>
internal readonly record struct PatternOptions(bool IgnoreCase, bool Multiline, bool Singleline)
{
    /// <summary>Reads letters such as <c>im-s</c>, up to the first that is none, as .NET's parser does.</summary>
    public static PatternOptions Read(PatternCursor cursor, PatternOptions before)
    {
        var options = before;
        for (var on = true; ; cursor.At++)
        {
            switch (cursor.Current)
            {
                case '+':
                    on = true;
                    break;
                case '-':
                    on = false;
                    break;
                case 'i' or 'I':
                    options = options with { IgnoreCase = on };
                    break;
                case 'm' or 'M':
                    options = options with { Multiline = on };
                    break;
                case 's' or 'S':
                    options = options with { Singleline = on };
                    break;
                case 'n' or 'N':
                    // Which groups capture is of no interest to whether there is a match.
                    break;
                case 'x' or 'X':
                    cursor.RefuseConstruct("the inline option x");
                    return options;
                default:
                    return options;
            }
        }
    }
}
