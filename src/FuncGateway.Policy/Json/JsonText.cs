using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>The text of a JSON string or key, without escapes.</summary>
internal static class JsonText
{
    /// <summary>Null when an escape names half of a surrogate pair, which no text can hold.</summary>
    public static ReadOnlyMemory<byte>? Unescaped(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (!reader.ValueIsEscaped)
        {
            return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        try
        {
            var text = new byte[reader.ValueSpan.Length];
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
