using System.Text.Json;
using System.Text.Unicode;

namespace FuncGateway.Policies.Json;

/// <summary>Why a JSON text is refused, and where. Never contains a value, because bodies contain credentials.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Byte">Position in the line, counted from 1.</param>
/// <param name="Key">The repeated key, quoted; empty for other kinds.</param>
internal readonly record struct JsonProblem(JsonProblemKind Kind, long Line, long Byte, string Key = "")
{
    /// <summary>The position as shown in messages.</summary>
    public string At => FormattableString.Invariant($"line {Line}, byte {Byte}");

    public static JsonProblem Of(JsonProblemKind kind, ReadOnlySpan<byte> json, int offset, string key = "")
    {
        var before = json[..offset];
        return new JsonProblem(kind, before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'), key);
    }

    /// <summary>Takes only the position from the exception; its message may quote the text.</summary>
    public static JsonProblem Of(JsonProblemKind kind, JsonException e) => new(kind, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);

    /// <summary>Checks the encoding, before anything is parsed as JSON.</summary>
    public static JsonProblemKind KindOfBytes(ReadOnlySpan<byte> json) =>
        json.StartsWith("\uFEFF"u8) ? JsonProblemKind.ByteOrderMark : Utf8.IsValid(json) ? JsonProblemKind.None : JsonProblemKind.InvalidUtf8;

    public static JsonProblem OfBytes(ReadOnlySpan<byte> json) => KindOfBytes(json) is var kind && kind == JsonProblemKind.InvalidUtf8
        ? Of(kind, json, FirstInvalid(json))
        : Of(kind, json, 0);

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        Span<char> scratch = stackalloc char[512];
        var at = 0;
        while (Utf8.ToUtf16(utf8[at..], scratch, out var read, out _, replaceInvalidSequences: false) is var status)
        {
            at += read;
            if (status != System.Buffers.OperationStatus.DestinationTooSmall)
            {
                break;
            }
        }

        return at;
    }
}

internal enum JsonProblemKind
{
    None,

    /// <summary>A UTF-8 byte order mark at the start.</summary>
    ByteOrderMark,

    InvalidUtf8,
    InvalidJson,

    /// <summary>More text after the value.</summary>
    TrailingContent,

    TooDeep,

    /// <summary>A key that occurs earlier in the same object.</summary>
    RepeatedKey,

    /// <summary>A key that contains half of a surrogate pair.</summary>
    BrokenKey,

    /// <summary>A string that contains half of a surrogate pair.</summary>
    BrokenString,
}
