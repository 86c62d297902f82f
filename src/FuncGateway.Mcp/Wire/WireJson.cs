using System.Buffers.Text;
using System.Text.Json.Serialization;

namespace FuncGateway.Mcp.Wire;

[JsonSerializable(typeof(long))]
internal sealed partial class WireJson : JsonSerializerContext;

internal static class Utf8JsonNumber
{
    /// <summary>Parses an integer that makes up the whole of <paramref name="json"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out long value) =>
        Utf8Parser.TryParse(json, out value, out var read) && read == json.Length;
}
