using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>Writes comments and events to an event stream.</summary>
internal static class SseWriter
{
    public static ReadOnlySpan<byte> KeepAlive => ": keepalive\n\n"u8;

    /// <summary>Writes an empty comment, which clients ignore, as the first bytes of a stream.</summary>
    public static void Open(IBufferWriter<byte> output) => output.Write(":\n\n"u8);

    public static void Comment(IBufferWriter<byte> output) => output.Write(KeepAlive);

    /// <summary>Writes an event that the gateway itself sends.</summary>
    public static void Message(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        output.Write("event: message\n"u8);
        Data(output, json);
        output.Write("\n"u8);
    }

    /// <summary>Writes an upstream event with its data replaced. Its name, id and retry interval are unchanged; lines in which a client could find other data are dropped.</summary>
    public static void WithData(IBufferWriter<byte> output, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> json)
    {
        var written = false;
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOfAny((byte)'\r', (byte)'\n');
            var next = end < 0 ? raw.Length : end + (raw[end] == (byte)'\r' && end + 1 < raw.Length && raw[end + 1] == (byte)'\n' ? 2 : 1);
            var line = raw[..(end < 0 ? raw.Length : end)];
            if (SseLine.IsData(line))
            {
                if (!written)
                {
                    Data(output, json);
                    written = true;
                }
            }
            else if (SseLine.IsPlain(line))
            {
                output.Write(raw[..next]);
            }

            raw = raw[next..];
        }
    }

    /// <summary>Writes an upstream event without its data, so that only its id and retry interval remain.</summary>
    public static void WithoutData(IBufferWriter<byte> output, ReadOnlySpan<byte> raw) => WithData(output, raw, []);

    /// <summary>Writes a part of the data of an event, all in one line. The part must not end within a character.</summary>
    public static void DataPart(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        var isFirst = true;
        foreach (var line in json.SplitAny((byte)'\r', (byte)'\n'))
        {
            output.Write(isFirst ? [] : " "u8);
            Escaped(output, json[line]);
            isFirst = false;
        }
    }

    // A bare CR also ends a line of an event stream. In JSON, line breaks occur only between tokens, so splitting there and dropping empty lines changes nothing.
    private static void Data(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        foreach (var line in json.SplitAny((byte)'\r', (byte)'\n'))
        {
            if (json[line].IsEmpty)
            {
                continue;
            }

            output.Write("data: "u8);
            Escaped(output, json[line]);
            output.Write("\n"u8);
        }
    }

    // In JSON these characters occur only in strings, where their escapes mean the same.
    private static void Escaped(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        while (SseLine.IndexOfOtherLineEnd(text, out var length) is var at and >= 0)
        {
            output.Write(text[..at]);
            System.Text.Rune.DecodeFromUtf8(text[at..], out var rune, out _);
            output.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")));
            text = text[(at + length)..];
        }

        output.Write(text);
    }
}
