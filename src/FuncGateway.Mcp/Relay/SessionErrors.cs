using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>The answer that clients know as "your session is gone, initialize again".</summary>
internal static class SessionErrors
{
    public const McpErrorCode NotFoundCode = (McpErrorCode)(-32001);
    public const string NotFound = "Session not found";

    /// <summary>A body that says so is short; a longer one says something else.</summary>
    public const int MaxBody = 64 * 1024;
}
