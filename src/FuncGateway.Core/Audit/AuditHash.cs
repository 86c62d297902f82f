using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>SHA-256, in lower-case hexadecimal, of the lines specified in docs/operate/audit-format.md. They include every field of a record.</summary>
internal static class AuditHash
{
    private const string Format = "funcgateway-audit-1";

    /// <summary>The predecessor hash of the first record of a chain.</summary>
    public static string Of(ChainName chain) => Of($"{Format}\n{chain}");

    public static string Of(ChainName chain, string key, int sequence, string previous, string content) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{chain}\n{key}\n{sequence}\n{previous}\n{content}"));

    private static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
