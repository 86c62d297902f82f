using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Access;

/// <summary>Lets one Caller reach one or more Servers, each under one Policy, until it ends.</summary>
/// <param name="Token">SHA-256 of the token; the token itself is never stored.</param>
public sealed record Grant(
    GrantId Id,
    GrantAccess Access,
    string Label,
    TokenHash Token,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null)
{
    /// <summary>The token before the last rotation, which works for some time longer; null if that rotation ended it at once.</summary>
    public OldToken? OldToken { get; init; }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>Whether this is the grant's token or its old one, whose end is not looked at.</summary>
    public bool Has(TokenHash token) => Token == token || OldToken?.Hash == token;

    /// <summary>Replaces the token. Of two older ones, only the last stays.</summary>
    /// <param name="oldTokenUntil">Until when the present token works; null: not any longer.</param>
    public Grant Rotate(TokenHash token, DateTimeOffset? oldTokenUntil) => token == Token
        ? this
        : this with { Token = token, OldToken = oldTokenUntil is { } until ? new OldToken(Token, until) : null };

    /// <summary>Ends the grant with both tokens.</summary>
    public Grant Revoke(DateTimeOffset now) => this with { RevokedAt = now, OldToken = null };
}

/// <summary>A token that has been replaced, and when it stops working.</summary>
public sealed record OldToken(TokenHash Hash, DateTimeOffset Until);

/// <summary>Identifies a grant: a ULID in 26 lower-case characters, so that ids sort by creation time.</summary>
public sealed record GrantId
{
    private GrantId(string value) => Value = value;

    public string Value { get; }

    public static GrantId New(DateTimeOffset now) => new(Ulid.NewUlid(now).ToString().ToLowerInvariant());

    public static bool TryParse(string? text, [NotNullWhen(true)] out GrantId? id)
    {
        id = text is { Length: 26 } && text.All(char.IsAsciiLetterOrDigit) && !text.Any(char.IsAsciiLetterUpper) ? new GrantId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
