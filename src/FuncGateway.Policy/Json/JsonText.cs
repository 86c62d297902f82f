using System.Buffers.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>Unescapes, checks and quotes JSON strings and keys.</summary>
internal static class JsonText
{
    private const int MaxShownBytes = 64;

    /// <summary>Returns the current string or key of the reader, unescaped, or null if it contains half of a surrogate pair.</summary>
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

    /// <summary>Whether the text contains half of a surrogate pair. JSON readers differ in handling that (error, replacement, omission), so what a server would read is unknown.</summary>
    /// <param name="escaped">The text between the quotes of a valid JSON string, with its escapes.</param>
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

    /// <summary>Formats a key or name for a message: quoted, truncated if long, and with non-ASCII and invisible characters escaped.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var shown = text.Length <= MaxShownBytes ? text : text[..CharacterStart(text, MaxShownBytes)];
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
