using System.Globalization;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>Notifies people of a pending approval through the webhook of its server, or else the gateway's own.</summary>
public sealed class ApprovalWebhook(WebhookTargets targets, WebhookClient client, ApprovalLinks links, TimeProvider time)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Returns the result, or null if no webhook is configured. The result never contains the URL, which is a credential for chat webhooks.</summary>
    public async Task<WebhookDelivery?> SendAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (await targets.FindAsync(approval.Subject.Server, cancellationToken) is not { } target)
        {
            return null;
        }

        var attempts = approval.Webhook.Attempts + 1;
        var problem = await TryAsync(target, approval, cancellationToken);
        return problem is null ? new WebhookDelivery(attempts, time.GetUtcNow()) : new WebhookDelivery(attempts, Problem: problem);
    }

    private async Task<string?> TryAsync(WebhookTarget target, Approval approval, CancellationToken cancellationToken)
    {
        try
        {
            if (await targets.FindAddressAsync(target, cancellationToken) is not { } address)
            {
                return "The webhook has no URL: its secret is missing or does not contain one.";
            }

            var now = time.GetUtcNow();
            var body = WebhookBody.Write(target.Format, approval, links.Of(approval.Id), now);
            return await client.PostAsync(address, body, await HeadersAsync(target, approval, body, now, cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return "The secret of the webhook cannot be read, or is not base64 of at least 24 bytes.";
        }
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(
        WebhookTarget target, Approval approval, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The same on every attempt, so that a receiver can discard duplicates.
        var id = approval.Id.ToString();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new List<KeyValuePair<string, string>>
        {
            new(IdHeader, id),
            new(TimestampHeader, timestamp),
        };
        if (await targets.FindKeyAsync(target, cancellationToken) is { } key)
        {
            headers.Add(new(SignatureHeader, WebhookSignature.Of(key, id, timestamp, body.Span)));
        }

        return headers;
    }
}
