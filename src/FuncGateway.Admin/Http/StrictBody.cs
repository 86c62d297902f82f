using System.Text.Json;

namespace FuncGateway.Admin.Http;

/// <summary>JSON of which every reader sees the same: each key once, every text whole.</summary>
internal static class StrictBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="problem">What was found and what is accepted, when there is no value.</param>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json, out string? problem)
    {
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            ReadEveryText(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not the exception's own words: they repeat parts of the body, and the body holds credentials.
            var where = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? $" (line {line + 1}, byte {position + 1})" : "";
            problem = $"The body is not JSON, or a key stands in it twice{where}. Accepted: one JSON object in UTF-8 of at most {Strict.MaxDepth} levels, each key once.";
            return null;
        }
    }

    /// <summary>Parsing looks at structure only: a text with half a surrogate pair or a stray byte throws when it is first read.</summary>
    private static void ReadEveryText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    ReadEveryText(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    ReadEveryText(item);
                }

                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            default:
                break;
        }
    }
}
