using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Lets one Caller reach one Server under one Policy, until it ends.</summary>
/// <param name="Policy">Null: the grant denies every call.</param>
/// <param name="Token">SHA-256 of the token; the token itself is never kept.</param>
public sealed record Grant(
    GrantId Id,
    ServerId Server,
    string Label,
    PolicyId? Policy,
    TokenHash Token,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null)
{
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}
