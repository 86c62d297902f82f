using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>The one answer that holds a token.</summary>
/// <param name="McpUrl">Where an agent's MCP client is pointed.</param>
internal sealed record GrantMade(string Id, string Token, string McpUrl) : IAuditedResult
{
    public string ForAudit() => $"grant {Id}";
}
