using System.Text.Json.Serialization;
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
