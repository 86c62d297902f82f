using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>SHA-256, in lower-case hexadecimal, over the lines that docs/operate/audit-format.md lists. Every field of a record is among them.</summary>
internal static class AuditHash
{
    private const string Format = "funcgateway-audit-1";

    /// <summary>What the first record of a chain names as its predecessor.</summary>
    public static string Of(ChainName chain) => Of($"{Format}\n{chain}");

    public static string Of(ChainName chain, string key, int sequence, string previous, string content) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{chain}\n{key}\n{sequence}\n{previous}\n{content}"));

    private static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
