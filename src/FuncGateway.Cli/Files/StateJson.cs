using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Files;

/// <summary>Reads files that people write: a JSON object with no member twice, in UTF-8 with or without a byte order mark.</summary>
internal static class StateJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <exception cref="FormatException">It is something else. The message is a sentence.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var json = file.StartsWith(mark) ? file[mark.Length..] : file;
        try
        {
            CheckTexts(json);
            return JsonNode.Parse(json, documentOptions: Options) as JsonObject ?? throw new FormatException("found no object. Accepted: a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"it is not JSON: {e.Message}", e);
        }
    }

    // A parsed text is decoded only when it is used. One that is not Unicode has to be found before.
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }
}
