using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The protocol's own keys, by the object they belong to. A key that merely looks like one of them is refused.</summary>
internal static class ProtocolKeys
{
    public static readonly KnownNames Envelope = new("jsonrpc", "id", "method", "params", "result", "error");

    public static readonly KnownNames Params = new(
        "name", "arguments", "uri", "cursor", "_meta", "requestState", "inputResponses", "task", "taskId", "requestId", "protocolVersion",
        "capabilities", "clientInfo", "ref", "argument", "notifications", "level");

    public static readonly KnownNames Meta = new(
        "progressToken", "traceparent", "tracestate", "baggage", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities",
        "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/logLevel", "io.modelcontextprotocol/related-task");
}
