using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Admin.Http;

/// <summary>
/// A request body with documents in some of its fields. The documents are taken out before the body is read, because they have their own reader, with its own
/// bounds and problems.
/// </summary>
/// <param name="Documents">The documents as sent, by field; without those of fields that are absent. Empty if the body is not a JSON object.</param>
/// <param name="Rest">The body with a 0 in place of each document. Line breaks are kept, so that positions in the rest stay the same.</param>
internal sealed record DocumentBody(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Documents, ReadOnlyMemory<byte> Rest)
{
    /// <param name="fields">The names of the fields that have the documents.</param>
    public static DocumentBody Of(ReadOnlyMemory<byte> body, IReadOnlyCollection<string> fields)
    {
        var rest = body.ToArray();
        var documents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        try
        {
            // The depth is not bounded here: skipping does not recurse, and the reader of documents reports the depth as a problem of the document.
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new(documents, body);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = FieldOf(ref reader, fields);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (field is not null)
                {
                    var end = (int)reader.BytesConsumed;
                    documents[field] = body[start..end];
                    Replace(rest.AsSpan(start..end));
                }
            }

            return new(documents, rest);
        }
        catch (JsonException)
        {
            // The body as a whole is not JSON. The reader of the rest reports where.
            return new(new Dictionary<string, ReadOnlyMemory<byte>>(), body);
        }
    }

    /// <summary>The document of a field; null if the field is absent.</summary>
    public ReadOnlyMemory<byte>? Find(string field) => Documents.TryGetValue(field, out var document) ? document : default(ReadOnlyMemory<byte>?);

    private static string? FieldOf(ref Utf8JsonReader reader, IReadOnlyCollection<string> fields)
    {
        foreach (var field in fields)
        {
            if (JsonText.TextEquals(reader, Encoding.UTF8.GetBytes(field)))
            {
                return field;
            }
        }

        return null;
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
