using System.Text.Encodings.Web;
using System.Text.Json;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>A JSON object that is the text of a JSON value, as the details of a block are.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the object in the text; null if the token is not such a text.</summary>
    public static string? Find(string token)
    {
        try
        {
            return token.StartsWith("\"{", StringComparison.Ordinal) ? JsonSerializer.Deserialize<string>(token) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="escaped">Whether characters outside ASCII are escaped.</param>
    public static string Write(string text, bool escaped) => JsonSerializer.Serialize(text, escaped ? JsonSerializerOptions.Default : Unescaped);
}
