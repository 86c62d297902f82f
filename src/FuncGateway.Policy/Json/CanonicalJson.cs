using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Writes JSON in canonical form (RFC 8785): keys sorted by UTF-16 code units, no white space, shortest escapes, numbers as ECMAScript prints them.
/// One intentional difference: a number with more digits than a double can hold keeps them all. The RFC would round it, and two amounts that differ for
/// an upstream that uses decimals would become equal.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <param name="json">Valid JSON without repeated keys, as accepted by <see cref="StrictJsonReader"/>.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return Of(document.RootElement);
    }

    public static ReadOnlyMemory<byte> Of(JsonElement element)
    {
        var output = new ArrayBufferWriter<byte>(256);
        Write(element, output);
        return output.WrittenMemory;
    }

    private static void Write(JsonElement element, ArrayBufferWriter<byte> output)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, output);
                break;
            case JsonValueKind.Array:
                WriteArray(element, output);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString() ?? "", output);
                break;
            case JsonValueKind.Number:
                Ascii(CanonicalNumber.Of(element.GetRawText()), output);
                break;
            default:
                Ascii(element.GetRawText(), output);
                break;
        }
    }

    private static void WriteObject(JsonElement element, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var first = true;
        foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            output.Write(first ? ""u8 : ","u8);
            WriteString(member.Name, output);
            output.Write(":"u8);
            Write(member.Value, output);
            first = false;
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement element, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            output.Write(first ? ""u8 : ","u8);
            Write(item, output);
            first = false;
        }

        output.Write("]"u8);
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append("\\u00").Append(Convert.ToHexStringLower([(byte)character])),
                _ => escaped.Append(character),
            };
        }

        Encoding.UTF8.GetBytes(escaped.Append('"').ToString(), output);
    }

    private static void Ascii(string text, ArrayBufferWriter<byte> output) => Encoding.ASCII.GetBytes(text, output);
}
