using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Webhooks;

/// <summary>The gateway's own webhook, section <c>FuncGateway:Approvals:Webhook</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = GatewayOptions.Section + ":Approvals:Webhook";

    /// <summary>An https URL, or <c>@secret:NAME</c> of a secret that contains one. If absent, no notifications are sent; approvals are listed in the admin API.</summary>
    [SecretSetting]
    public string? Url { get; set; }

    /// <summary>Key that signs each body: base64 of at least 24 bytes, optionally prefixed with <c>whsec_</c>, or <c>@secret:NAME</c>. If absent, bodies are not signed.</summary>
    [SecretSetting]
    public string? Secret { get; set; }

    /// <summary>What bodies look like: the gateway's own JSON, a message of Slack, or a card of Microsoft Teams.</summary>
    public WebhookFormat Format { get; set; }

    /// <summary>Base URL of links, such as <c>https://gateway.example.com</c>. If absent, the first of the public hosts.</summary>
    public Uri? PublicUrl { get; set; }
}
