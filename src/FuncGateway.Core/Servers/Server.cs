using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Servers;

/// <summary>An upstream MCP server we relay to.</summary>
/// <param name="UpstreamUrl">Its query is sealed by <see cref="CredentialSealing"/> when it is stored, and opened by <see cref="OpenedServers"/>.</param>
/// <param name="Headers">Sent upstream with every request, by name; a value is <c>@secret:NAME</c>, or a literal sealed by <see cref="CredentialSealing"/>.</param>
public sealed record Server(ServerId Id, string Name, Uri UpstreamUrl, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Webhook that is notified of approvals for this server; null to use the gateway's own.</summary>
    public WebhookTarget? ApprovalWebhook { get; init; }

    /// <summary>What happens when the definition of a tool differs from the accepted one.</summary>
    public OnToolChange OnChange { get; init; }

    /// <summary>Whether its tools are what their hints say: then a hint may lower a class.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>For how many days the arguments of its calls are recorded, encrypted; 0 if they are not.</summary>
    public int RecordArgumentsDays { get; init; }

    /// <summary>Whether the arguments of its calls are recorded.</summary>
    public bool RecordsArguments => RecordArgumentsDays > 0;
}

/// <summary>What happens to a tool whose definition has changed since it was accepted.</summary>
public enum OnToolChange
{
    /// <summary>It stays as it is; the change is recorded and people are notified.</summary>
    Notify,

    /// <summary>It is also neither listed nor callable until its definition is accepted.</summary>
    Hide,
}

/// <summary>Identifies an upstream MCP server in the path of its endpoint: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
public sealed record ServerId
{
    private ServerId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerId? id)
    {
        id = PathId.IsValid(text) ? new ServerId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}

/// <summary>A webhook that is notified of approvals.</summary>
/// <param name="Url">An https URL, sealed when it is stored, or <c>@secret:NAME</c>, because the URL of a chat webhook is itself a credential.</param>
/// <param name="Secret">Base64 of the key that signs each body, optionally prefixed with <c>whsec_</c>, or <c>@secret:NAME</c>; null to leave bodies unsigned.</param>
public sealed record WebhookTarget(string Url, string? Secret, WebhookFormat Format)
{
    /// <summary>Whether this is the webhook of the gateway's settings, which may name any secret; the webhook of a server may name those for servers.</summary>
    public bool IsGatewaysOwn { get; init; }
}

/// <summary>The format of a webhook's body.</summary>
public enum WebhookFormat
{
    /// <summary>The gateway's own JSON, for programs.</summary>
    Json,

    /// <summary>A message for a Slack incoming webhook.</summary>
    Slack,

    /// <summary>An adaptive card for a Microsoft Teams workflow.</summary>
    Teams,
}
