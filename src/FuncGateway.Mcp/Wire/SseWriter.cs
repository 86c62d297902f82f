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

    /// <summary>Writes an upstream event with its data replaced. Its name, id and retry interval are unchanged.</summary>
    public static void WithData(IBufferWriter<byte> output, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> json)
    {
        var written = false;
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOfAny((byte)'\r', (byte)'\n');
            var next = end < 0 ? raw.Length : end + (raw[end] == (byte)'\r' && end + 1 < raw.Length && raw[end + 1] == (byte)'\n' ? 2 : 1);
            var line = raw[..(end < 0 ? raw.Length : end)];
            var isData = line.StartsWith("data:"u8) || line.SequenceEqual("data"u8);
            if (!isData)
            {
                output.Write(raw[..next]);
            }
            else if (!written)
            {
                Data(output, json);
                written = true;
            }

            raw = raw[next..];
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
            output.Write(json[line]);
            output.Write("\n"u8);
        }
    }
}
