namespace FuncGateway.Core.Access;

/// <summary>Reads the <c>Authorization</c> header of an agent. Messages never repeat its content, which may be a password.</summary>
internal static class BearerToken
{
    public const string Send = "Send 'Authorization: Bearer fgw_…' with the token of a grant.";
    private const string Scheme = "Bearer";

    /// <summary>Returns null if the header has the form of a bearer token, otherwise a sentence that says what was found and what is accepted.</summary>
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

        text = TokenIn(text);
        if (!GrantToken.HasShape(text))
        {
            return $"The bearer token is not a grant token ({text.Length} characters were found); {GrantToken.Accepted}. {Send}";
        }

        token = GrantToken.DigestOf(text);
        return null;
    }

    /// <summary>Returns null if the checksum of the token in a header that <see cref="Read"/> accepted is right, otherwise a sentence. A token that is known needs no check.</summary>
    public static string? CheckChecksum(string? authorization) => GrantToken.HasChecksum(TokenIn(authorization.AsSpan().Trim(' ')))
        ? null
        : $"The bearer token looks like a grant token, but its checksum is wrong: it was truncated or mistyped. {Send}";

    private static ReadOnlySpan<char> TokenIn(ReadOnlySpan<char> authorization) => authorization[Scheme.Length..].TrimStart(' ');
}
