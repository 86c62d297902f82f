namespace FuncGateway.Mcp.Wire;

/// <summary>Header names of the protocol, spelled as in the newest revision. Header names are compared case-insensitively.</summary>
public static class McpHeaders
{
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Content-Type", ProtocolVersion, SessionId, Method, Name };

    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string SessionId = "Mcp-Session-Id";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string LastEventId = "Last-Event-ID";
    public const string Prefix = "Mcp-";
    public const string ParameterPrefix = "Mcp-Param-";

    /// <summary>Whether the protocol itself defines the header for requests, other than those that mirror arguments.</summary>
    public static bool IsOwn(string name) => Own.Contains(name);

    /// <summary>Whether the header mirrors an argument of the call.</summary>
    public static bool IsParameter(string name) => name.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase);
}
