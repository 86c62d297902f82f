using System.Buffers;
using System.Text;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Judges single lines of an event stream. Clients differ in where they end a line and in what they take for a field, so a line in which some client could
/// find data that the gateway does not see is not passed on.
/// </summary>
internal static class SseLine
{
    // What a client could read as JSON if it joined the line to another one.
    private static readonly SearchValues<byte> Json = SearchValues.Create("{}[]\"'`"u8);

    /// <summary>Whether the line may be passed on as it is: data, or a line in which no client finds data.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> line) =>
        IsData(line) ? !HasOtherLineEnds(line)
        : line.StartsWith(":"u8) || IsField(line, "event"u8) || IsField(line, "id"u8) || IsField(line, "retry"u8) ? !HasOtherLineEnds(line)
        : IsHarmless(line);

    public static bool IsData(ReadOnlySpan<byte> line) => IsField(line, "data"u8);

    public static bool IsId(ReadOnlySpan<byte> line) => IsField(line, "id"u8);

    /// <summary>
    /// Whether the text has a character at which some clients end a line although the standard does not: a control character, U+0085, U+2028 or U+2029.
    /// </summary>
    public static bool HasOtherLineEnds(ReadOnlySpan<byte> text) => IndexOfOtherLineEnd(text, out _) >= 0;

    public static int IndexOfOtherLineEnd(ReadOnlySpan<byte> text, out int length)
    {
        var control = text.IndexOfAnyInRange((byte)0, (byte)8) is var low && text.IndexOfAnyInRange((byte)0x0b, (byte)0x1f) is var high && low >= 0 && (high < 0 || low < high) ? low : high;
        var first = (At: control, Length: 1);
        foreach (var at in (ReadOnlySpan<(int, int)>)[(text.IndexOf("\u0085"u8), 2), (text.IndexOf("\u2028"u8), 3), (text.IndexOf("\u2029"u8), 3)])
        {
            first = at.Item1 >= 0 && (first.At < 0 || at.Item1 < first.At) ? at : first;
        }

        length = first.Length;
        return first.At;
    }

    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.StartsWith(name) && (line.Length == name.Length || line[name.Length] == (byte)':');

    // A field that the standard does not know is ignored, unless a client trims it, ignores its case or joins it to other lines.
    private static bool IsHarmless(ReadOnlySpan<byte> line) =>
        Ascii.IsValid(line) && !HasOtherLineEnds(line) && !line.ContainsAny(Json) && !Ascii.EqualsIgnoreCase(Start(line), "data"u8);

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> line)
    {
        var trimmed = line.Trim(" \t"u8);
        return trimmed[..Math.Min(trimmed.Length, 4)];
    }
}
