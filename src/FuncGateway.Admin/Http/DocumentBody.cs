using System.Text.Json;

namespace FuncGateway.Admin.Http;

/// <summary>
/// A request body with a document in one of its fields. The document is taken out before the body is read, because it has its own reader, with its own
/// bounds and problems.
/// </summary>
/// <param name="Document">The document as sent; null if the field is absent or the body is not a JSON object.</param>
/// <param name="Rest">The body with a 0 in place of the document. Line breaks are kept, so that positions in the rest stay the same.</param>
internal sealed record DocumentBody(ReadOnlyMemory<byte>? Document, ReadOnlyMemory<byte> Rest)
{
    /// <param name="field">The name of the field that has the document.</param>
    public static DocumentBody Of(ReadOnlyMemory<byte> body, string field)
    {
        var rest = body.ToArray();
        ReadOnlyMemory<byte>? document = null;
        try
        {
            // The depth is not bounded here: skipping does not recurse, and the reader of documents reports the depth as a problem of the document.
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new(null, body);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isDocument = reader.ValueTextEquals(field);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isDocument)
                {
                    var end = (int)reader.BytesConsumed;
                    document = body[start..end];
                    Replace(rest.AsSpan(start..end));
                }
            }

            return new(document, rest);
        }
        catch (JsonException)
        {
            // The body as a whole is not JSON. The reader of the rest reports where.
            return new(null, body);
        }
    }

    private static void Replace(Span<byte> document)
    {
        foreach (ref var each in document)
        {
            each = each is (byte)'\n' ? each : (byte)' ';
        }

        document[0] = (byte)'0';
    }
}
