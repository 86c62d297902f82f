using System.Buffers;
using System.Text.Json;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Writes a part of a document as JSON, with numbers as they were written.</summary>
internal static class NodeText
{
    public static byte[] Of(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(node, writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Node node, Utf8JsonWriter writer)
    {
        switch (node.Kind)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Name ?? "");
                    Write(member, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                node.Children.ForEach(child => Write(child, writer));
                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(node.Text);
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(node.Text, skipInputValidation: true);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(node.Kind == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
