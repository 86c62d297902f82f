using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// Identifies one exact call under one exact rule: SHA-256 of grant, server, tool, the canonical content of <c>params</c>, and the policy entry, in 64 lower-case hexadecimal
/// characters. The hash is not truncated, because agents choose their arguments and could search for two calls with the same short key.
/// </summary>
public sealed record CallKey
{
    private CallKey(string value) => Value = value;

    public string Value { get; }

    /// <param name="content">The part of the call that is bound to the approval, in canonical JSON.</param>
    /// <param name="pointer">JSON Pointer to the policy entry that requires approval.</param>
    /// <param name="fingerprint">Changes with any change to that entry.</param>
    public static CallKey Of(GrantId grant, ServerId server, string tool, ReadOnlySpan<byte> content, string pointer, string fingerprint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "funcgateway approval 1"u8);
        Add(hash, Encoding.UTF8.GetBytes(grant.Value));
        Add(hash, Encoding.UTF8.GetBytes(server.Value));
        Add(hash, Encoding.UTF8.GetBytes(tool));
        Add(hash, Encoding.UTF8.GetBytes(pointer));
        Add(hash, Encoding.UTF8.GetBytes(fingerprint));
        Add(hash, content);
        return new CallKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CallKey? key)
    {
        key = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new CallKey(text) : null;
        return key is not null;
    }

    public override string ToString() => Value;

    // Each part is prefixed with its length, so that the boundaries between parts are unambiguous.
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
