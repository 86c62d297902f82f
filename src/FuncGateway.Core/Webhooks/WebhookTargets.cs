using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Webhooks;

/// <summary>Finds the webhook of a server, and the secrets it refers to.</summary>
// Five parameters: where webhooks are stored, the two kinds of secrets, and the settings of the gateway's own.
public sealed class WebhookTargets(IServerStore servers, CredentialSealing sealing, UpstreamSecrets upstream, ISecretSource own, WebhookOptions options)
{
    /// <summary>Returns the webhook of the server, or else the gateway's own; null if neither is set.</summary>
    public async Task<WebhookTarget?> FindAsync(ServerId server, CancellationToken cancellationToken) =>
        await FindOfServerAsync(server, cancellationToken) ?? FindOwn();

    /// <summary>Returns the gateway's own webhook; null if none is set.</summary>
    public WebhookTarget? FindOwn() => options.Url is { Length: > 0 } url ? new WebhookTarget(url, options.Secret, options.Format) { IsGatewaysOwn = true } : null;

    /// <summary>Returns the webhook of a server; null if it has none of its own, or does not exist.</summary>
    public async Task<WebhookTarget?> FindOfServerAsync(ServerId server, CancellationToken cancellationToken) =>
        await servers.FindAsync(server, cancellationToken) is { Value: { ApprovalWebhook: not null } stored } ? await sealing.OpenWebhookAsync(stored, cancellationToken) : null;

    /// <summary>Returns the address to post to; null if its secret is missing or does not contain an absolute URL.</summary>
    public async Task<Uri?> FindAddressAsync(WebhookTarget target, CancellationToken cancellationToken)
    {
        var url = SecretReference.TryParse(target.Url, out var secret) ? await SecretsOf(target).FindAsync(secret.Name, cancellationToken) : target.Url;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>Returns the key that signs the bodies; null if they are not signed.</summary>
    public async Task<byte[]?> FindKeyAsync(WebhookTarget target, CancellationToken cancellationToken) =>
        target.Secret is { Length: > 0 } secret ? await WebhookSignature.Key(secret, SecretsOf(target)).GetAsync(cancellationToken) : null;

    private ISecretSource SecretsOf(WebhookTarget target) => target.IsGatewaysOwn ? own : upstream;
}
