using System.ComponentModel.DataAnnotations;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>Settings of approvals, section <c>FuncGateway:Approvals</c>. Checked at start.</summary>
public sealed class ApprovalOptions
{
    public const string Section = GatewayOptions.Section + ":Approvals";

    /// <summary>Key that encrypts stored arguments: base64 of at least 32 bytes, or <c>@secret:NAME</c>. Without it every held call is denied.</summary>
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

    /// <summary>Maximum size of the arguments in bytes; a held call with larger ones is denied. The upper bound is what fits in a row of the store.</summary>
    [Range(1024, 800_000)]
    public int MaxArgumentBytes { get; set; } = 256 * 1024;

    /// <summary>Webhook that is notified of new approvals, for servers without a webhook of their own.</summary>
    public WebhookOptions Webhook { get; } = new();
}

/// <summary>The gateway's own webhook, section <c>FuncGateway:Approvals:Webhook</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = ApprovalOptions.Section + ":Webhook";

    /// <summary>An https URL, or <c>@secret:NAME</c> of a secret that contains one. If absent, no notifications are sent; approvals are listed in the admin API.</summary>
    public string? Url { get; set; }

    /// <summary>Key that signs each body: base64 of at least 24 bytes, optionally prefixed with <c>whsec_</c>, or <c>@secret:NAME</c>. If absent, bodies are not signed.</summary>
    public string? Secret { get; set; }

    public WebhookFormat Format { get; set; }

    /// <summary>Base URL of links, such as <c>https://gateway.example.com</c>. If absent, the first of the public hosts.</summary>
    public Uri? PublicUrl { get; set; }
}
