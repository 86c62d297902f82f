using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Access;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Grants;

/// <summary>A grant as returned by the admin API, without its token.</summary>
/// <param name="State"><c>live</c>, <c>expired</c> or <c>revoked</c>.</param>
internal record GrantView(
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

/// <summary>A grant in a list, with how much it is used.</summary>
internal sealed record ListedGrant : GrantView
{
    private ListedGrant(GrantView grant)
        : base(grant)
    {
    }

    /// <summary>When the last request in the last 7 days was decided; null if there was none.</summary>
    public DateTimeOffset? LastUsed { get; private init; }

    /// <summary>How many requests there were, with any verdict.</summary>
    public long CallsLast24Hours { get; private init; }

    public static ListedGrant Of(Grant grant, UsageSummary usage, DateTimeOffset now) =>
        new(Of(grant, now)) { LastUsed = usage.LastUsed, CallsLast24Hours = usage.CallsLast24Hours };
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
[JsonSerializable(typeof(GrantUsageView))]
[JsonSerializable(typeof(Listing<ListedGrant>), TypeInfoPropertyName = "ListingGrant")]
internal sealed partial class GrantJson : JsonSerializerContext;
