using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>A server as it is shown: a header's value only when it names a secret, never when it is one.</summary>
/// <param name="ApprovalWebhook">Absent when the server has none of its own.</param>
internal sealed record ServerView(
    string Id,
    string Name,
    string UpstreamUrl,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WebhookView? ApprovalWebhook = null)
{
    /// <summary>Stands for a stored value that is not shown.</summary>
    public const string Set = "(set)";

    public static ServerView Of(Server server) => new(
        server.Id.Value,
        server.Name,
        server.UpstreamUrl.AbsoluteUri,
        server.Headers.ToDictionary(header => header.Key, header => SecretReference.TryParse(header.Value, out _) ? header.Value : Set, StringComparer.OrdinalIgnoreCase),
        WebhookView.Of(server.ApprovalWebhook));
}

/// <summary>A server's webhook as it is shown, and as it is written: the URL only when it names a secret.</summary>
internal sealed record WebhookView(string Url, string? Secret = null, string Format = "json")
{
    public static WebhookView? Of(WebhookTarget? target) => target is null
        ? null
        : new(SecretReference.TryParse(target.Url, out _) ? target.Url : ServerView.Set, target.Secret, WebhookBodyFields.NameOf(target.Format));
}

/// <summary>What went with a server. Its policies stay, as every revision does, and are there again when a server of this id is made again.</summary>
internal sealed record ServerDeleted(string Server, int RevokedGrants) : IAuditedResult
{
    public string ForAudit() => $"{RevokedGrants} grants revoked";
}

/// <summary>What the admin API says of servers, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerBody))]
[JsonSerializable(typeof(ServerDeleted))]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(Listing<ServerView>), TypeInfoPropertyName = "ListingServerView")]
internal sealed partial class ServerJson : JsonSerializerContext;
