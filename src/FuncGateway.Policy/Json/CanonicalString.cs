using System.Buffers;

namespace FuncGateway.Policies.Json;

/// <summary>Writes the text of JSON strings with the shortest escapes.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    /// <summary>The length of a string, from after its opening quote to its closing quote.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, out bool isEscaped)
    {
        isEscaped = false;
        var at = text.IndexOfAny((byte)'"', (byte)'\\');
        while (text[at] == (byte)'\\')
        {
            isEscaped = true;
            at += 2;
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
        }

        return at;
    }

    /// <summary>Writes an unescaped text, escaping what must be.</summary>
    public static void Escape(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            output.Write(text[..next]);
            WriteEscaped(text[next], output);
            text = text[(next + 1)..];
        }

        output.Write(text);
    }

    /// <summary>Writes the text between the quotes of a valid string, replacing its escapes. Text with half of a surrogate pair stays as it is.</summary>
    public static void Rewrite(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        if (JsonText.HasBrokenSurrogate(text))
        {
            output.Write(text);
            return;
        }

        Span<byte> character = stackalloc byte[4];
        for (var next = text.IndexOf((byte)'\\'); next >= 0; next = text.IndexOf((byte)'\\'))
        {
            output.Write(text[..next]);
            var (read, length) = JsonText.UnescapeOne(text[next..], character);
            Escape(character[..length], output);
            text = text[(next + read)..];
        }

        output.Write(text);
    }

    private static void WriteEscaped(byte character, IBufferWriter<byte> output)
    {
        switch (character)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                break;
            case (byte)'\\':
                output.Write("\\\\"u8);
                break;
            case (byte)'\b':
                output.Write("\\b"u8);
                break;
            case (byte)'\f':
                output.Write("\\f"u8);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            case < (byte)' ':
                output.Write("\\u00"u8);
                output.Write([HexDigit(character >> 4), HexDigit(character & 15)]);
                break;
            default:
                output.Write([character]);
                break;
        }
    }

    private static byte HexDigit(int value) => "0123456789abcdef"u8[value];
}
