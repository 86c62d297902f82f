using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Access;

/// <summary>
/// The bearer secret of an agent: <c>fgw_</c>, 43 base64url characters of 32 random bytes, and a checksum of 6 characters, so that secret
/// scanners can recognize a token offline. The checksum is the first 6 base64url characters of the SHA-256 of
/// the 47 characters before it. Only the SHA-256 of the whole token is ever stored.
/// </summary>
public sealed class GrantToken
{
    public const string Prefix = "fgw_";
    public const int Length = 53;
    internal const string Accepted = "a grant token is 'fgw_' followed by 49 characters of A-Z, a-z, 0-9, '-' and '_'";
    private const int RandomBytes = 32;
    private const int ChecksumLength = 6;
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private GrantToken(string value)
    {
        Value = value;
        Hash = TokenHash.Of(SHA256.HashData(Encoding.ASCII.GetBytes(value)));
    }

    /// <summary>The token itself. Only for the response that returns it to the person who created it.</summary>
    public string Value { get; }

    public TokenHash Hash { get; }

    public static GrantToken Mint()
    {
        var body = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(Encoding.ASCII.GetBytes(body), checksum);
        return new(string.Concat(body, checksum));
    }

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out GrantToken? token)
    {
        token = HasShape(text) && HasChecksum(text) ? new GrantToken(text.ToString()) : null;
        return token is not null;
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out GrantToken? token) => TryParse(text.AsSpan(), out token);

    /// <summary>Returns only the prefix, so that the token does not end up in a log.</summary>
    public override string ToString() => Prefix + "…";

    /// <summary>Whether the text has the length, prefix and characters of a token.</summary>
    internal static bool HasShape(ReadOnlySpan<char> text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && !text.ContainsAnyExcept(Alphabet);

    /// <summary>Whether the checksum of a text with the shape of a token is right.</summary>
    internal static bool HasChecksum(ReadOnlySpan<char> text)
    {
        Span<byte> ascii = stackalloc byte[Length - ChecksumLength];
        Span<char> checksum = stackalloc char[ChecksumLength];
        Encoding.ASCII.GetBytes(text[..^ChecksumLength], ascii);
        WriteChecksum(ascii, checksum);
        return text[^ChecksumLength..].SequenceEqual(checksum);
    }

    /// <summary>The SHA-256 of a text with the shape of a token. Does not allocate.</summary>
    internal static TokenDigest DigestOf(ReadOnlySpan<char> text)
    {
        Span<byte> ascii = stackalloc byte[Length];
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(text, ascii);
        SHA256.HashData(ascii, sha256);
        return TokenDigest.Of(sha256);
    }

    private static void WriteChecksum(ReadOnlySpan<byte> body, Span<char> checksum)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> text = stackalloc char[Base64Url.GetEncodedLength(SHA256.HashSizeInBytes)];
        SHA256.HashData(body, sha256);
        Base64Url.EncodeToChars(sha256, text);
        text[..ChecksumLength].CopyTo(checksum);
    }
}
