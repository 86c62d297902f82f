namespace FuncGateway.Policies.Json;

/// <summary>The order of texts by their UTF-16 code units, as RFC 8785 sorts keys, without converting them from UTF-8.</summary>
internal static class Utf16Order
{
    // The first bytes of U+E000 to U+FFFF, and of everything above, which UTF-16 writes with surrogates and so sorts before U+E000.
    private const byte FirstPrivate = 0xEE;
    private const byte FirstSupplementary = 0xF0;

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (l, r) = (left[common], right[common]);
        return l >= FirstPrivate && r >= FirstPrivate && l >= FirstSupplementary != r >= FirstSupplementary ? r.CompareTo(l) : l.CompareTo(r);
    }
}
