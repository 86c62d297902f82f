using System.ComponentModel.DataAnnotations;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>Settings of approvals, section <c>FuncGateway:Approvals</c>. Checked at start.</summary>
public sealed class ApprovalOptions
{
    public const string Section = GatewayOptions.Section + ":Approvals";

    /// <summary>Base64 of at least 32 bytes that encrypt stored arguments, or <c>@secret:NAME</c>. Without it every held call is denied.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>How long a held call is kept open before it is answered "pending", where the policy does not say. Below the 60 s after which clients give up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>After this long the agent is told to repeat a pending call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long approvals and their arguments are kept. Above the two weeks that a rule's longest timeout can keep one open.</summary>
    [Range(typeof(TimeSpan), "15.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Longest arguments a person is asked about, in bytes; a call with longer ones is denied. No row of the store holds more.</summary>
    [Range(1024, 800_000)]
    public int MaxArgumentBytes { get; set; } = 256 * 1024;

    /// <summary>Where people are told of a new approval, for servers that name no webhook of their own.</summary>
    public WebhookOptions Webhook { get; } = new();
}

/// <summary>The gateway's own webhook, section <c>FuncGateway:Approvals:Webhook</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = ApprovalOptions.Section + ":Webhook";

    /// <summary>An https URL, or <c>@secret:NAME</c> of a secret that holds one. Absent: nobody is told, and people look in the admin API.</summary>
    public string? Url { get; set; }

    /// <summary>Base64 of at least 24 bytes that sign each body, with <c>whsec_</c> before it or not, or <c>@secret:NAME</c>. Absent: bodies are not signed.</summary>
    public string? Secret { get; set; }

    public WebhookFormat Format { get; set; }

    /// <summary>Where people reach this gateway, such as <c>https://gateway.example.com</c>: links begin with it. Absent: the first of the public hosts.</summary>
    public Uri? PublicUrl { get; set; }
}
