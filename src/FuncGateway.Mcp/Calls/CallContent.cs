using System.Buffers;
using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The content of a call that is bound to its approval, in canonical JSON: its <c>params</c> without <c>name</c>, which is bound separately, and without
/// <c>_meta</c>, which changes with every attempt. All other members are bound, so an approval does not cover the same arguments with additional input.
/// </summary>
internal static class CallContent
{
    public static ReadOnlyMemory<byte> Of(Envelope envelope)
    {
        using var document = JsonDocument.Parse(envelope.Params);
        var content = new ArrayBufferWriter<byte>(envelope.Params.Length + 32);
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            if (envelope.Arguments.IsEmpty)
            {
                json.WriteStartObject("arguments"u8);
                json.WriteEndObject();
            }

            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name is not ("name" or "_meta")))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return CanonicalJson.Of(content.WrittenMemory);
    }
}
