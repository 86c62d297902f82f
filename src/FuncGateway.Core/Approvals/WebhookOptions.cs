using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

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
