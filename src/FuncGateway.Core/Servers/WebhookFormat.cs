namespace FuncGateway.Core.Servers;

/// <summary>What is posted to a webhook.</summary>
public enum WebhookFormat
{
    /// <summary>Our own body, for programs.</summary>
    Json,

    /// <summary>A message for an incoming webhook of Slack.</summary>
    Slack,

    /// <summary>An adaptive card for a workflow of Microsoft Teams.</summary>
    Teams,
}
