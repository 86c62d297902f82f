namespace FuncGateway.Mcp.Relay;

/// <summary>An upstream's answer cannot be passed on. The message completes the sentence "MCP server 'x' …".</summary>
public sealed class UnusableAnswerException(string message) : Exception(message);
