namespace FuncGateway.Mcp.Wire;

/// <summary>Header names of the protocol, spelled as in the newest revision. Header names are compared case-insensitively.</summary>
public static class McpHeaders
{
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string SessionId = "Mcp-Session-Id";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string LastEventId = "Last-Event-ID";
    public const string Prefix = "Mcp-";
}
