using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Access;

namespace FuncGateway.Admin.Grants;

/// <summary>A grant as returned by the admin API, without its token.</summary>
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

/// <summary>The response that contains a new token; no other response does.</summary>
/// <param name="McpUrl">URL for the agent's MCP client.</param>
internal sealed record GrantWithToken(string Id, string Token, string McpUrl) : IAuditedResult
{
    public string ForAudit() => $"grant {Id}";
}

/// <summary>Serialisation of the requests and responses about grants.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(GrantWithToken))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(Listing<GrantView>), TypeInfoPropertyName = "ListingGrantView")]
internal sealed partial class GrantJson : JsonSerializerContext;
