using System.ComponentModel.DataAnnotations;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Webhooks;

namespace FuncGateway.Core.Approvals;

/// <summary>Settings of approvals, section <c>FuncGateway:Approvals</c>. Checked at start.</summary>
public sealed class ApprovalOptions : IValidatableObject
{
    public const string Section = GatewayOptions.Section + ":Approvals";

    /// <summary>Key that encrypts what is stored, arguments of approvals and credentials of servers: base64 of at least 32 bytes, or <c>@secret:NAME</c>. Without it every held call is denied.</summary>
    [SecretSetting]
    public string? EncryptionKey { get; set; }

    /// <summary>How long a held call is kept open before it is answered "pending", unless the policy says otherwise. Kept below the 60 s after which clients time out.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the agent is told to wait before repeating a pending call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long approvals and their arguments are kept. More than the two weeks that one can stay open with the longest timeout of a rule.</summary>
    [Range(typeof(TimeSpan), "15.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many approvals of one grant may be pending. A held call beyond them is denied, so that an agent cannot bury people in requests.</summary>
    [Range(1, 1000)]
    public int MaxPendingPerGrant { get; set; } = 20;

    /// <summary>Maximum size in bytes of what an approval binds: the arguments, and whatever else the call contains. A held call with more is denied. The upper bound is what fits in a row of the store.</summary>
    [Range(1024, 800_000)]
    public int MaxArgumentBytes { get; set; } = 256 * 1024;

    /// <summary>Webhook that is notified of new approvals, for servers without a webhook of their own.</summary>
    public WebhookOptions Webhook { get; } = new();

    /// <summary>A malformed signing key fails the start. Otherwise the first approval would show it, because no notification could be sent.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Webhook.Secret is { Length: > 0 } secret && !SecretReference.TryParse(secret, out _) && !WebhookSignature.IsKey(secret))
        {
            yield return new ValidationResult(
                $"The setting {WebhookOptions.Section}:{nameof(WebhookOptions.Secret)} is not a key. Accepted: base64 of at least {WebhookSignature.MinBytes} bytes, optionally prefixed with '{WebhookSignature.SecretPrefix}', or '@secret:NAME'.");
        }
    }
}
