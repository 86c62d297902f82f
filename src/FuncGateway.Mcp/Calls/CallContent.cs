using System.Buffers;
using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// What a call asks for, in canonical JSON: its <c>params</c> without <c>name</c>, which is bound on its own, and without <c>_meta</c>, which differs
/// from try to try. So an approval of the arguments is none for a call that brings answers to questions, or the state of another call, along.
/// </summary>
internal static class CallContent
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public static ReadOnlyMemory<byte> Of(Envelope envelope)
    {
        using var document = JsonDocument.Parse(envelope.Params, Deep);
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
