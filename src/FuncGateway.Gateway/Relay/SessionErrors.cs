using ModelContextProtocol;

namespace FuncGateway.Gateway.Relay;

/// <summary>The answer that clients know as "your session is gone, initialize again".</summary>
internal static class SessionErrors
{
    public const McpErrorCode NotFoundCode = (McpErrorCode)(-32001);
    public const string NotFound = "Session not found";
}
