using System.Buffers.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>The text of JSON strings and keys.</summary>
internal static class JsonText
{
    private const int ShownBytes = 64;

    /// <summary>The text of the string or key the reader is at, without escapes; null when it contains half of a surrogate pair.</summary>
    public static ReadOnlyMemory<byte>? Unescaped(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (!reader.ValueIsEscaped)
        {
            return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        if (HasBrokenSurrogate(reader.ValueSpan))
        {
            return null;
        }

        var text = new byte[reader.ValueSpan.Length];
        return text.AsMemory(0, reader.CopyString(text));
    }

    /// <summary>Whether half of a surrogate pair is in it. Readers disagree on that (error, replacement, dropped), so nobody can say what a server would read.</summary>
    /// <param name="escaped">The text between the quotes, escapes as written; valid JSON.</param>
    public static bool HasBrokenSurrogate(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        var expectLow = false;
        for (var index = 0; index < escaped.Length; index++)
        {
            var unit = -1;
            if (escaped[index] == (byte)'\\')
            {
                unit = escaped[index + 1] == (byte)'u' ? HexUnit(escaped.Slice(index + 2, 4)) : -1;
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

    /// <summary>A key or name for a message: the start of it, quoted, with every character that cannot be seen escaped.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var shown = text.Length <= ShownBytes ? text : text[..CharacterStart(text, ShownBytes)];
        return $"\"{JsonEncodedText.Encode(shown)}{(shown.Length < text.Length ? "…" : "")}\"";
    }

    private static int CharacterStart(ReadOnlySpan<byte> utf8, int at)
    {
        while ((utf8[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }

    private static int HexUnit(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out ushort unit, out _, 'x') ? unit : -1;
}
