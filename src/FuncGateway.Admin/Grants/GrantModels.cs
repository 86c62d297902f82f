using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Grants;

/// <summary>A grant as returned by the admin API, without its token.</summary>
/// <param name="Server">Null if the grant reaches several servers.</param>
/// <param name="Policy">The policy at the only server. Null if every call is denied there, or if the grant reaches several servers.</param>
/// <param name="Access">The servers that the grant reaches.</param>
/// <param name="State"><c>live</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="OldTokenUntil">Until when the token before the last rotation works too; null if it does not.</param>
internal record GrantView(
    string Id,
    string? Server,
    string Label,
    string? Policy,
    IReadOnlyList<ServerAccessView> Access,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? OldTokenUntil)
{
    private const string Expired = "expired";

    public static GrantView Of(Grant grant, DateTimeOffset now) => new(
        grant.Id.Value,
        grant.Access is [var only] ? only.Server.Value : null,
        grant.Label,
        grant.Access is [var one] ? one.Policy?.Value : null,
        [.. grant.Access.Select(ServerAccessView.Of)],
        grant.RevokedAt is not null ? "revoked" : grant.IsLive(now) ? "live" : Expired,
        grant.CreatedAt,
        grant.ExpiresAt,
        grant.RevokedAt,
        grant.IsLive(now) && grant.OldToken?.Until > now ? grant.OldToken.Until : null);

    /// <summary>The tag of a response with this view. A grant expires without a change of its row.</summary>
    public EntityTag TagOf(RowVersion version) => State == Expired ? EntityTag.Of(version).With(State) : EntityTag.Of(version);
}

/// <summary>One server that a grant reaches.</summary>
/// <param name="Policy">The id of a policy of the server; null denies every call.</param>
internal sealed record ServerAccessView(string Server, string? Policy)
{
    public static ServerAccessView Of(ServerAccess access) => new(access.Server.Value, access.Policy?.Value);
}

/// <summary>A page of grants.</summary>
/// <param name="Cursor">For the next page; null on the last one.</param>
internal sealed record GrantListing(IReadOnlyList<ListedGrant> Items, string? Cursor);

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

/// <summary>The response that contains a new token; only it and that to a rotation do.</summary>
/// <param name="McpUrl">URL for the agent's MCP client; absent if the grant reaches several servers.</param>
/// <param name="McpUrls">The URL of each server, by its id.</param>
internal record GrantWithToken(
    string Id,
    string Token,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? McpUrl,
    IReadOnlyDictionary<string, string> McpUrls) : IAuditedResult
{
    public virtual string ForAudit() => McpUrl is null ? $"grant {Id} for {string.Join(", ", McpUrls.Keys)}" : $"grant {Id}";
}

/// <summary>The response to a rotation.</summary>
internal sealed record RotatedGrant : GrantWithToken
{
    private RotatedGrant(GrantWithToken grant)
        : base(grant)
    {
    }

    /// <summary>Until when the token before this one works too; null if it does not.</summary>
    public DateTimeOffset? OldTokenUntil { get; private init; }

    public static RotatedGrant Of(GrantWithToken grant, DateTimeOffset? oldTokenUntil) => new(grant) { OldTokenUntil = oldTokenUntil };

    public override string ForAudit() => base.ForAudit() + (OldTokenUntil is null ? "" : $", old token until {TimeText.Of(OldTokenUntil)}");
}

/// <summary>Serialisation of the requests and responses about grants.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(StackGrantBody))]
[JsonSerializable(typeof(GrantChangeBody))]
[JsonSerializable(typeof(RotationBody))]
[JsonSerializable(typeof(GrantListing))]
[JsonSerializable(typeof(GrantWithToken))]
[JsonSerializable(typeof(RotatedGrant))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(GrantUsageView))]
[JsonSerializable(typeof(CounterResetBody))]
[JsonSerializable(typeof(CounterResetView))]
[JsonSerializable(typeof(Listing<ListedGrant>), TypeInfoPropertyName = "ListingGrant")]
internal sealed partial class GrantJson : JsonSerializerContext;
