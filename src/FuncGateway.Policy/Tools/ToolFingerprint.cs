using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>
/// The fingerprint of a tool's definition: what a model is shown of it (name, title, description, schemas, annotations), in canonical form. White space, the
/// order of keys and other members do not change it.
/// </summary>
public static class ToolFingerprint
{
    private const int MaxDepth = 128;
    private static readonly HashSet<string> Shown = ["name", "title", "description", "inputSchema", "outputSchema", "annotations"];
    private static readonly HashSet<string> FoldedShown = [.. Shown.Select(KeyFolding.Fold)];

    /// <summary>Returns 43 base64url characters (SHA-256).</summary>
    /// <param name="entry">
    /// The tool as its server lists it: a JSON object in UTF-8. If clients could read it differently (repeated or look-alike keys, for example), everything in it
    /// counts, in the order in which it is written.
    /// </param>
    public static string Of(ReadOnlyMemory<byte> entry)
    {
        var isStrict = StrictJsonReader.FindProblem(entry, MaxDepth).Kind == JsonProblemKind.None;
        return Base64Url.EncodeToString((isStrict ? OfMembers(entry) : null) ?? OfTokens(entry.Span));
    }

    // Null if the entry is not an object, or if it has a key that some clients would take for one that is shown.
    private static byte[]? OfMembers(ReadOnlyMemory<byte> entry)
    {
        using var document = JsonDocument.Parse(entry, new JsonDocumentOptions { MaxDepth = MaxDepth });
        if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.EnumerateObject().Any(member => IsLookAlike(member.Name)))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var member in document.RootElement.EnumerateObject().Where(member => Shown.Contains(member.Name)).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            // The names are known and canonical JSON has no line breaks, so the hashed text is unambiguous.
            hash.AppendData(Encoding.UTF8.GetBytes(member.Name));
            hash.AppendData("\n"u8);
            hash.AppendData(CanonicalJson.Of(JsonMarshal.GetRawUtf8Value(member.Value).ToArray()).Span);
            hash.AppendData("\n"u8);
        }

        return hash.GetHashAndReset();
    }

    private static bool IsLookAlike(string name) => !Shown.Contains(name) && FoldedShown.Contains(KeyFolding.Fold(name));

    // Without white space and escapes, which are not the same in a scan and in a list on its way to a client.
    private static byte[] OfTokens(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var json = new Utf8JsonReader(entry, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (json.Read())
            {
                // With its length, so that no two lists of tokens are the same text.
                var text = TextOf(ref json);
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json.TokenType} {text.Length}\n")));
                hash.AppendData(text);
            }

            return hash.GetHashAndReset();
        }
        catch (JsonException)
        {
            return SHA256.HashData(entry);
        }
    }

    private static ReadOnlySpan<byte> TextOf(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan;
        }

        try
        {
            var text = new byte[json.ValueSpan.Length];
            return text.AsSpan(0, json.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return json.ValueSpan;
        }
    }
}
