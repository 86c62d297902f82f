using System.Text;

namespace FuncGateway.Mcp.Wire;

/// <summary>Strings of JSON as they are written, before their escapes are resolved.</summary>
internal static class EscapedText
{
    /// <summary>Readers disagree on half a pair (error, replacement, dropped), so nobody can say what the server would make of it.</summary>
    /// <param name="text">The text between the quotes, escapes as they stand; valid JSON.</param>
    public static bool HasBrokenSurrogate(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        var expectLow = false;
        for (var index = 0; index < text.Length; index++)
        {
            var unit = -1;
            if (text[index] == (byte)'\\')
            {
                unit = text[index + 1] == (byte)'u' ? HexUnit(text.Slice(index + 2, 4)) : -1;
                index += unit >= 0 ? 5 : 1;
            }

            var low = unit is >= 0xDC00 and <= 0xDFFF;
            if (low != expectLow)
            {
                return true;
            }

            expectLow = unit is >= 0xD800 and <= 0xDBFF;
        }

        return expectLow;
    }

    private static int HexUnit(ReadOnlySpan<byte> digits) => Convert.ToInt32(Encoding.ASCII.GetString(digits), 16);
}
