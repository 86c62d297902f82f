using System.Globalization;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Webhooks;

/// <summary>Posts to the webhook of a server, or else the gateway's own, signed as Standard Webhooks are.</summary>
public sealed class WebhookSender(WebhookTargets targets, WebhookClient client, TimeProvider time)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <param name="id">Identifies the message, so that a receiver can discard duplicates.</param>
    /// <param name="write">Writes the body in the format of the webhook.</param>
    public async Task<WebhookResult> SendAsync(ServerId server, string id, Func<WebhookFormat, DateTimeOffset, ReadOnlyMemory<byte>> write, CancellationToken cancellationToken)
    {
        if (await targets.FindAsync(server, cancellationToken) is not { } target)
        {
            return new WebhookResult(HasWebhook: false, null);
        }

        return new WebhookResult(HasWebhook: true, await PostAsync(target, id, write, cancellationToken));
    }

    /// <summary>Posts to one webhook. Returns null if it accepted the body, otherwise a sentence that says why not, without the URL.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<string?> PostAsync(WebhookTarget target, string id, Func<WebhookFormat, DateTimeOffset, ReadOnlyMemory<byte>> write, CancellationToken cancellationToken)
    {
        try
        {
            if (await targets.FindAddressAsync(target, cancellationToken) is not { } address)
            {
                return "The webhook has no URL: its secret is missing or does not contain one.";
            }

            var now = time.GetUtcNow();
            var body = write(target.Format, now);
            return await client.PostAsync(address, body, await HeadersAsync(target, id, body, now, cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return "The secret of the webhook cannot be read, or is not base64 of at least 24 bytes.";
        }
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(WebhookTarget target, string id, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancellationToken)
    {
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

/// <summary>The result of posting to a webhook.</summary>
/// <param name="Problem">A sentence without the URL, which is a credential for chat webhooks; null if the webhook accepted the body.</param>
public readonly record struct WebhookResult(bool HasWebhook, string? Problem);
