using FuncGateway.Gateway.Servers;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>A server as it is shown: a header's value only when it names a secret, never when it is one.</summary>
internal sealed record ServerView(string Id, string Name, string UpstreamUrl, IReadOnlyDictionary<string, string> Headers, WebhookView? ApprovalWebhook = null)
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
