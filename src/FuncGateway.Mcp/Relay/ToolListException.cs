namespace FuncGateway.Mcp.Relay;

/// <summary>A list of tools cannot be shown. The message completes the sentence "The MCP server …".</summary>
public sealed class ToolListException(string message) : Exception(message);
