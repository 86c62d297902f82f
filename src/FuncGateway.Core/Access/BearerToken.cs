using System.Security.Cryptography;

namespace FuncGateway.Core.Access;

/// <summary>Reads the <c>Authorization</c> header of an agent. Messages never repeat its content, which may be a password.</summary>
internal static class BearerToken
{
    public const string Send = "Send 'Authorization: Bearer fgw_…' with the token of a grant.";
    private const string Scheme = "Bearer";

    /// <summary>Returns null if the header holds a well-formed token, otherwise a sentence that says what was found and what is accepted.</summary>
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
            return $"The Authorization header has several values; exactly one is accepted. {Send}";
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || (text.Length > Scheme.Length && text[Scheme.Length] != ' '))
        {
            return $"The scheme of the Authorization header is not Bearer. {Send}";
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
                return $"The bearer token looks like a grant token, but its checksum is wrong: it was truncated or mistyped. {Send}";
            default:
                return $"The bearer token is not a grant token ({text.Length} characters were found); {GrantToken.Accepted}. {Send}";
        }
    }
}
