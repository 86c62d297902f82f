using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>A range in the bytes of a message. The default value means that there is none.</summary>
internal readonly record struct Slice(int Start, int End)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes[Start..End];

    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> bytes) => bytes[Start..End];
}

/// <summary>A replacement in the bytes of a message.</summary>
internal readonly record struct Edit(Slice Where, byte[] With)
{
    /// <summary>Writes the message with all replacements; the other bytes are kept.</summary>
    public static void Write(ReadOnlySpan<byte> message, List<Edit> edits, IBufferWriter<byte> output)
    {
        edits.Sort(static (left, right) => left.Where.Start.CompareTo(right.Where.Start));
        var written = 0;
        foreach (var edit in edits)
        {
            output.Write(message[written..edit.Where.Start]);
            output.Write(edit.With);
            written = edit.Where.End;
        }

        output.Write(message[written..]);
    }
}
