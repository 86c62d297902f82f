using System.Security.Cryptography;
using System.Text.Json;
using FuncGateway.Core.Audit;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>What the audit records about arguments: their names, and a digest to recognise identical calls.</summary>
internal static class CallArguments
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    public static IReadOnlyList<string> Keys(ReadOnlyMemory<byte> arguments)
    {
        var keys = new List<string>();
        if (arguments.IsEmpty)
        {
            return keys;
        }

        var json = new Utf8JsonReader(arguments.Span, Deep);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            keys.Add(json.GetString() ?? "");
            json.Skip();
        }

        return AuditNames.Cut(keys);
    }

    public static string Digest(ReadOnlyMemory<byte> arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(arguments.IsEmpty ? "{}"u8.ToArray() : arguments).Span));
}
