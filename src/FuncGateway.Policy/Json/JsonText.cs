using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>Unescapes, checks and quotes JSON strings and keys.</summary>
internal static class JsonText
{
    private const int MaxShownBytes = 64;
    private const int MaxKeyBytes = 256;

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

    /// <summary>Whether the current string or key of the reader is the text. Half of a surrogate pair is equal to nothing, where the reader's own comparison throws.</summary>
    public static bool TextEquals(in Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        !(reader.ValueIsEscaped && HasBrokenSurrogate(reader.ValueSpan)) && reader.ValueTextEquals(text);

    /// <summary>Unescapes the text between the quotes of a valid string and returns its length. It must not contain half of a surrogate pair.</summary>
    /// <param name="text">At least as long as <paramref name="written"/>.</param>
    public static int Unescape(ReadOnlySpan<byte> written, Span<byte> text)
    {
        var length = 0;
        for (var next = written.IndexOf((byte)'\\'); next >= 0; next = written.IndexOf((byte)'\\'))
        {
            written[..next].CopyTo(text[length..]);
            var (read, count) = UnescapeOne(written[next..], text[(length + next)..]);
            length += next + count;
            written = written[(next + read)..];
        }

        written.CopyTo(text[length..]);
        return length + written.Length;
    }

    /// <summary>Unescapes the character at the start of the text. Returns the lengths of its escape (two of them for a surrogate pair) and of the character.</summary>
    public static (int Read, int Count) UnescapeOne(ReadOnlySpan<byte> escape, Span<byte> text)
    {
        if (escape[1] != (byte)'u')
        {
            text[0] = escape[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var same => same,
            };
            return (2, 1);
        }

        var unit = (char)HexUnit(escape.Slice(2, 4));
        return char.IsHighSurrogate(unit)
            ? (12, new Rune(unit, (char)HexUnit(escape.Slice(8, 4))).EncodeToUtf8(text))
            : (6, new Rune(unit).EncodeToUtf8(text));
    }

    /// <summary>A key for a message: unescaped, or as written if it contains half of a surrogate pair, and truncated if long.</summary>
    public static string Key(ReadOnlySpan<byte> written)
    {
        var isBroken = HasBrokenSurrogate(written);
        Span<byte> text = stackalloc byte[MaxKeyBytes + 4];
        var length = 0;
        while (!written.IsEmpty && length <= MaxKeyBytes)
        {
            var isEscape = written[0] == (byte)'\\' && !isBroken;
            text[length] = written[0];
            var (read, count) = isEscape ? UnescapeOne(written, text[length..]) : (1, 1);
            length += count;
            written = written[read..];
        }

        return length <= MaxKeyBytes
            ? Encoding.UTF8.GetString(text[..length])
            : $"{Encoding.UTF8.GetString(text[..CharacterStart(text, MaxKeyBytes)])}…";
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
