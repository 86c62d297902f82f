namespace FuncGateway.Policies.Analysis.Texts;

internal static class WellFormed
{
    /// <summary>Whether each surrogate of the text is half of a pair.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
