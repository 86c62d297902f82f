using ModelContextProtocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Why a message goes no further: the HTTP status, the JSON-RPC code and a sentence that says what was found and what is accepted.</summary>
public sealed record WireProblem(int Status, McpErrorCode Code, string Message)
{
    public static WireProblem BadRequest(string message) => new(400, McpErrorCode.InvalidRequest, message);

    public static WireProblem BadParams(string message) => new(400, McpErrorCode.InvalidParams, message);

    public static WireProblem Mismatch(string message) => new(400, McpErrorCode.HeaderMismatch, message);
}
