using System.Buffers.Text;

namespace FuncGateway.Mcp.Wire;

internal static class Utf8JsonNumber
{
    /// <summary>A whole number as JSON writes it, nothing behind it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out long value) =>
        Utf8Parser.TryParse(json, out value, out var read) && read == json.Length;
}
