using System.Security.Cryptography;

namespace FuncGateway.Core.Access;

/// <summary>Reads the <c>Authorization</c> header of an agent. What stands in it is never repeated: it may be somebody's password.</summary>
internal static class BearerToken
{
    public const string Send = "Send 'Authorization: Bearer fgw_…' with the token of a grant.";
    private const string Scheme = "Bearer";

    /// <summary>A sentence saying what was found and what is accepted, or null when the header holds a well-formed token.</summary>
    public static string? Read(string? authorization, out TokenDigest token)
    {
        token = default;
        var text = authorization.AsSpan().Trim(' ');
        if (text.IsEmpty)
        {
            return $"The request has no Authorization header. {Send}";
        }

        if (text.Contains(','))
        {
            return $"The Authorization header holds several values; exactly one is accepted. {Send}";
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || (text.Length > Scheme.Length && text[Scheme.Length] != ' '))
        {
            return $"The Authorization header has another scheme than Bearer. {Send}";
        }

        return ReadToken(text[Scheme.Length..].TrimStart(' '), ref token);
    }

    private static string? ReadToken(ReadOnlySpan<char> text, ref TokenDigest token)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        switch (GrantToken.Check(text, sha256))
        {
            case GrantTokenFault.None:
                token = TokenDigest.Of(sha256);
                return null;
            case GrantTokenFault.Checksum:
                return $"The bearer token looks like a grant token, but its checksum does not fit: it was cut or mistyped. {Send}";
            default:
                return $"The bearer token is not a grant token ({text.Length} characters were found); {GrantToken.Accepted}. {Send}";
        }
    }
}
