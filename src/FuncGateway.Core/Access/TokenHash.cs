using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace FuncGateway.Core.Access;

/// <summary>SHA-256 of a grant token: 64 lower-case hexadecimal characters.</summary>
public sealed record TokenHash
{
    private TokenHash(string value) => Value = value;

    public string Value { get; }

    public static TokenHash Of(ReadOnlySpan<byte> sha256) => new(Convert.ToHexStringLower(sha256));

    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenHash? hash)
    {
        hash = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new TokenHash(text) : null;
        return hash is not null;
    }

    public override string ToString() => Value;
}

/// <summary>SHA-256 of a token as a value type. It is the cache key, so that a lookup does not allocate.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    public static TokenDigest Of(ReadOnlySpan<byte> sha256) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(sha256), BinaryPrimitives.ReadUInt128BigEndian(sha256[16..]));

    public TokenHash ToHash()
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(sha256, High);
        BinaryPrimitives.WriteUInt128BigEndian(sha256[16..], Low);
        return TokenHash.Of(sha256);
    }
}
