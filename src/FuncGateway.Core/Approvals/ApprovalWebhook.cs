using FuncGateway.Core.Webhooks;

namespace FuncGateway.Core.Approvals;

/// <summary>Notifies people of a pending approval through the webhook of its server, or else the gateway's own.</summary>
public sealed class ApprovalWebhook(WebhookSender sender, ApprovalLinks links, TimeProvider time)
{
    /// <summary>Returns the result, or null if no webhook is configured. The result never contains the URL, which is a credential for chat webhooks.</summary>
    public async Task<WebhookDelivery?> SendAsync(Approval approval, CancellationToken cancellationToken)
    {
        // The id is the same on every attempt, so that a receiver can discard duplicates.
        var sent = await sender.SendAsync(
            approval.Subject.Server, approval.Id.ToString(), (format, now) => WebhookBody.Write(format, approval, links.Of(approval.Id), now), cancellationToken);
        var attempts = approval.Webhook.Attempts + 1;
        return !sent.HasWebhook ? null
            : sent.Problem is null ? new WebhookDelivery(attempts, time.GetUtcNow())
            : new WebhookDelivery(attempts, Problem: sent.Problem, FailedAt: time.GetUtcNow());
    }
}
