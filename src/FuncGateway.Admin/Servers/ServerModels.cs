using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Servers;

/// <summary>A server as returned by the admin API. A header's value is shown only if it is a reference to a secret.</summary>
/// <param name="UpstreamUrl">A query is shown as <c>?(set)</c>.</param>
/// <param name="ApprovalWebhook">Absent if the server has no webhook of its own.</param>
internal record ServerView(
    string Id,
    string Name,
    string UpstreamUrl,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WebhookView? ApprovalWebhook = null)
{
    /// <summary>Placeholder for a stored value that is not shown.</summary>
    public const string Set = "(set)";

    public static ServerView Of(Server server) => new(
        server.Id.Value,
        server.Name,
        UpstreamUrlView.Of(server.UpstreamUrl),
        server.Headers.ToDictionary(header => header.Key, header => SecretReference.TryParse(header.Value, out _) ? header.Value : Set, StringComparer.OrdinalIgnoreCase),
        WebhookView.Of(server.ApprovalWebhook));
}

/// <summary>A server in the list, with how much it is used.</summary>
internal sealed record ListedServer : ServerView
{
    private ListedServer(ServerView server)
        : base(server)
    {
    }

    /// <summary>When the last request in the last 7 days was decided; null if there was none.</summary>
    public DateTimeOffset? LastUsed { get; private init; }

    /// <summary>How many requests there were, with any verdict.</summary>
    public long CallsLast24Hours { get; private init; }

    public static ListedServer Of(Server server, UsageSummary usage) =>
        new(Of(server)) { LastUsed = usage.LastUsed, CallsLast24Hours = usage.CallsLast24Hours };
}

/// <summary>A server's webhook in requests and responses. Responses show the URL only if it is a reference to a secret.</summary>
internal sealed record WebhookView(string Url, string? Secret = null, string Format = "json")
{
    public static WebhookView? Of(WebhookTarget? target) => target is null
        ? null
        : new(SecretReference.TryParse(target.Url, out _) ? target.Url : ServerView.Set, target.Secret, WebhookBodyFields.NameOf(target.Format));
}

/// <summary>The result of deleting a server. Its policies are retired.</summary>
internal sealed record ServerDeleted(string Server, int RevokedGrants) : IAuditedResult
{
    public string ForAudit() => $"{RevokedGrants} grants revoked";
}

/// <summary>Serialisation of the requests and responses about servers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerBody))]
[JsonSerializable(typeof(ServerDeleted))]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(Listing<ListedServer>), TypeInfoPropertyName = "ListingServer")]
internal sealed partial class ServerJson : JsonSerializerContext;
