namespace FuncGateway.Core.Servers;

/// <summary>An upstream MCP server we relay to.</summary>
/// <param name="Headers">Sent upstream with every request, by name; a value may be <c>@secret:NAME</c>.</param>
public sealed record Server(ServerId Id, string Name, Uri UpstreamUrl, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where people are told of approvals for this server; null: where the gateway's settings say.</summary>
    public WebhookTarget? ApprovalWebhook { get; init; }
}
