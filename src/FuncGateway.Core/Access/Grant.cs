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
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

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
