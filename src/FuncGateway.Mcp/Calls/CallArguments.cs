using System.Security.Cryptography;
using System.Text.Json;
using FuncGateway.Core.Audit;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>The names of the arguments, and a digest that recognizes identical ones.</summary>
internal static class CallArguments
{
    public static IReadOnlyList<string> Keys(ReadOnlyMemory<byte> arguments)
    {
        var keys = new List<string>();
        if (arguments.IsEmpty)
        {
            return keys;
        }

        var json = new Utf8JsonReader(arguments.Span);
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
