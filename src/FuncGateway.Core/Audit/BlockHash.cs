using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>SHA-256, in lower-case hexadecimal, of the lines specified in docs/operate/audit-format.md.</summary>
public static class BlockHash
{
    /// <summary>The length of a hash in hexadecimal digits.</summary>
    public const int Digits = 64;

    private const string Format = "funcgateway-audit-2";
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The predecessor hash of the first block of a chain.</summary>
    public static string Of(ChainName chain) => OfText($"{Format}\n{chain}");

    /// <param name="root">The root of the tree over the block's records.</param>
    /// <param name="details">The SHA-256 of the block's details.</param>
    public static string Of(ChainName chain, long number, string previous, string root, string details) => Of(chain.ToString(), number, previous, root, details);

    /// <inheritdoc cref="Of(ChainName, long, string, string, string)"/>
    public static string Of(string chain, long number, string previous, string root, string details) =>
        OfText(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{chain}\n{number}\n{previous}\n{root}\n{details}"));

    /// <summary>Whether the text could be a hash: 64 hexadecimal digits in lower case.</summary>
    public static bool IsHash(string text) => text.Length == Digits && !text.AsSpan().ContainsAnyExcept(HexadecimalDigits);

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
