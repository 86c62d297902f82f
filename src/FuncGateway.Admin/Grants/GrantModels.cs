using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
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

/// <summary>The one answer that holds a token.</summary>
/// <param name="McpUrl">Where an agent's MCP client is pointed.</param>
internal sealed record GrantMade(string Id, string Token, string McpUrl) : IAuditedResult
{
    public string ForAudit() => $"grant {Id}";
}

/// <summary>What the admin API says of grants, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(GrantMade))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(Listing<GrantView>), TypeInfoPropertyName = "ListingGrantView")]
internal sealed partial class GrantJson : JsonSerializerContext;
