using FuncGateway.Core.Access;

namespace FuncGateway.Admin.Grants;

/// <summary>A grant as it is shown: nothing of its token.</summary>
/// <param name="State"><c>live</c>, <c>expired</c> or <c>revoked</c>.</param>
internal sealed record GrantView(
    string Id,
    string Server,
    string Label,
    string? Policy,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static GrantView Of(Grant grant, DateTimeOffset now) => new(
        grant.Id.Value,
        grant.Server.Value,
        grant.Label,
        grant.Policy?.Value,
        grant.RevokedAt is not null ? "revoked" : grant.IsLive(now) ? "live" : "expired",
        grant.CreatedAt,
        grant.ExpiresAt,
        grant.RevokedAt);
}
