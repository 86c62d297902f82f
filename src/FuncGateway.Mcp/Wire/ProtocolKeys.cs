using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The protocol's own keys, by the object they belong to. A key that merely looks like one of them is refused.</summary>
internal static class ProtocolKeys
{
    public static readonly KnownNames Envelope = new("jsonrpc", "id", "method", "params", "result", "error");

    public static readonly KnownNames Params = new(
        "name", "arguments", "uri", "cursor", "_meta", "requestState", "inputResponses", "task", "taskId", "requestId", "protocolVersion",
        "capabilities", "clientInfo", "ref", "argument", "context", "notifications", "level", "progressToken");

    /// <summary>The members of <c>params</c> that a tools/call may have.</summary>
    public static readonly KnownNames ToolCallParams = new("name", "arguments", "_meta", "task", "inputResponses", "requestState");

    public static readonly KnownNames Meta = new(
        "progressToken", "traceparent", "tracestate", "baggage", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities",
        "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/logLevel", "io.modelcontextprotocol/related-task");

    /// <summary>The members of <c>params.ref</c> of a completion/complete.</summary>
    public static readonly KnownNames Ref = new("type", "name", "uri");

    /// <summary>The members of <c>params.notifications</c> of a subscriptions/listen.</summary>
    public static readonly KnownNames Filter = new("toolsListChanged", "promptsListChanged", "resourcesListChanged", "resourceSubscriptions", "taskIds");

    public static readonly KnownNames RelatedTask = new("taskId");
}
