using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>
/// Fingerprint of an entry of <c>require_approval</c>, which detects changes to the entry. It does not depend on white space or on the
/// rest of the document.
/// </summary>
internal static class EntryFingerprint
{
    private const int Bytes = 16;

    public static string Of(Node entry, TimeSpan timeout)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartArray();
        json.WriteNumberValue(timeout.Ticks);
        Write(json, entry);
        json.WriteEndArray();
        json.Flush();
        return Hash(text.WrittenSpan);
    }

    /// <summary>The fingerprint of the entry declared by <c>"action": "require_approval"</c>.</summary>
    public static string OfAlias(TimeSpan timeout) => Hash(BitConverter.GetBytes(timeout.Ticks));

    private static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, Bytes));

    private static void Write(Utf8JsonWriter json, Node node)
    {
        switch (node.Kind)
        {
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                foreach (var member in node.Children)
                {
                    json.WritePropertyName(member.Name ?? "");
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                node.Children.ForEach(child => Write(json, child));
                json.WriteEndArray();
                break;
            case JsonTokenType.Number:
                json.WriteRawValue(node.Text, skipInputValidation: true);
                break;
            case JsonTokenType.String:
                json.WriteStringValue(node.Text);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                json.WriteBooleanValue(node.Kind == JsonTokenType.True);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
