using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Servers;

/// <summary>An upstream MCP server we relay to.</summary>
/// <param name="Headers">Sent upstream with every request, by name; a value may be <c>@secret:NAME</c>.</param>
public sealed record Server(ServerId Id, string Name, Uri UpstreamUrl, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where people are told of approvals for this server; null: where the gateway's settings say.</summary>
    public WebhookTarget? ApprovalWebhook { get; init; }
}

/// <summary>Names an upstream MCP server, as it stands in the path of its endpoint: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
public sealed record ServerId
{
    private ServerId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerId? id)
    {
        id = EndpointName.IsValid(text) ? new ServerId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}

/// <summary>Where people are told of an approval.</summary>
/// <param name="Url">An https URL, or <c>@secret:NAME</c>: whoever knows the URL of a chat's webhook can write there.</param>
/// <param name="Secret">Base64 of the key that signs each body, with <c>whsec_</c> before it or not, or <c>@secret:NAME</c>; null: not signed.</param>
public sealed record WebhookTarget(string Url, string? Secret, WebhookFormat Format);

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
