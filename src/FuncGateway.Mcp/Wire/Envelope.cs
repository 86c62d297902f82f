namespace FuncGateway.Mcp.Wire;

/// <summary>
/// One JSON-RPC message as it was received: its bytes, and the parts of them that the gateway decides by. The bytes are forwarded unchanged, so
/// what was judged is what is sent. Valid as long as <see cref="Body"/> is. A member that is <c>null</c> counts as absent.
/// </summary>
public sealed class Envelope
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    public EnvelopeKind Kind { get; internal set; }

    /// <summary>Empty for a response.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>The id as raw JSON (<c>1</c>, <c>"1"</c>), empty for a notification. In a response, the id of the server's request that it answers.</summary>
    public ReadOnlyMemory<byte> Id { get; internal set; }

    /// <summary><c>result</c> or <c>error</c> of a response as raw JSON, empty for other messages.</summary>
    public ReadOnlyMemory<byte> Answer { get; internal set; }

    /// <summary><c>params.name</c> of a tool or prompt.</summary>
    public string? Name { get; internal set; }

    /// <summary><c>params.uri</c> of a resource.</summary>
    public string? Uri { get; internal set; }

    /// <summary><c>params.taskId</c>: the task that a <c>tasks/*</c> request or a task's notification is about.</summary>
    public string? TaskId { get; internal set; }

    /// <summary><c>params.requestId</c> as raw JSON: the request that a cancellation refers to.</summary>
    public ReadOnlyMemory<byte> RequestId { get; internal set; }

    /// <summary>The <c>params</c> object as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> Params { get; internal set; }

    /// <summary><c>params.arguments</c> as raw JSON, empty if there are none.</summary>
    public ReadOnlyMemory<byte> Arguments { get; internal set; }

    /// <summary><c>params.task</c> as raw JSON, empty if there is none: the call is to be run as a task.</summary>
    public ReadOnlyMemory<byte> Task { get; internal set; }

    /// <summary><c>params.inputResponses</c> as raw JSON, empty if there are none: answers to the server's questions.</summary>
    public ReadOnlyMemory<byte> InputResponses { get; internal set; }

    /// <summary><c>params.requestState</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> RequestState { get; internal set; }

    /// <summary>The names of the first members of <c>params</c> that no <c>tools/call</c> has, at most <see cref="ParamsReader.MaxOtherParams"/>. Empty for most messages.</summary>
    public IReadOnlyList<string> OtherParams { get; internal set; } = [];

    /// <summary>How many members of <c>params</c> no <c>tools/call</c> has.</summary>
    public int OtherParamCount { get; internal set; }

    /// <summary><c>params.cursor</c> as raw JSON, empty if there is none. Unlike other members it may be <c>null</c>, so that another cursor can take its place.</summary>
    public ReadOnlyMemory<byte> Cursor { get; internal set; }

    /// <summary>Whether <c>params.ref</c> is there: what a <c>completion/complete</c> completes.</summary>
    public bool HasRef { get; internal set; }

    /// <summary><c>params.ref.type</c>: <c>ref/prompt</c> or <c>ref/resource</c>.</summary>
    public string? RefType { get; internal set; }

    /// <summary><c>params.ref.name</c> of a prompt.</summary>
    public string? RefName { get; internal set; }

    /// <summary><c>params.ref.uri</c> of a resource or a resource template.</summary>
    public string? RefUri { get; internal set; }

    /// <summary><c>params.notifications.resourceSubscriptions</c>: the URIs that a <c>subscriptions/listen</c> asks for.</summary>
    public IReadOnlyList<string> SubscribedUris { get; internal set; } = [];

    /// <summary><c>params.notifications.taskIds</c>: the tasks that a <c>subscriptions/listen</c> asks for.</summary>
    public IReadOnlyList<string> SubscribedTaskIds { get; internal set; } = [];

    /// <summary><c>params._meta</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> Meta { get; internal set; }

    /// <summary><c>params._meta["io.modelcontextprotocol/related-task"]</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> RelatedTask { get; internal set; }

    /// <summary>The <c>taskId</c> of <see cref="RelatedTask"/>; null if it has none that is a string.</summary>
    public string? RelatedTaskId { get; internal set; }

    /// <summary><c>params._meta.progressToken</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> ProgressToken { get; internal set; }

    /// <summary><c>params._meta["io.modelcontextprotocol/protocolVersion"]</c>.</summary>
    public string? MetaProtocolVersion { get; internal set; }

    /// <summary>Whether <c>params._meta["io.modelcontextprotocol/clientCapabilities"]</c> is an object.</summary>
    public bool HasClientCapabilities { get; internal set; }

    /// <summary>The <c>null</c> that is written for <c>params</c>, so that an object can take its place; else empty.</summary>
    internal ReadOnlyMemory<byte> NullParams { get; set; }
}

public enum EnvelopeKind
{
    Request,
    Notification,

    /// <summary>A client's response to a request of the server (legacy revisions only).</summary>
    Response,
}
