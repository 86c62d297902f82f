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
    public ReadOnlyMemory<byte> Id => IdAt.Of(Body);

    /// <summary><c>result</c> or <c>error</c> of a response as raw JSON, empty for other messages.</summary>
    public ReadOnlyMemory<byte> Answer => AnswerAt.Of(Body);

    /// <summary><c>params.name</c> of a tool or prompt.</summary>
    public string? Name { get; internal set; }

    /// <summary><c>params.uri</c> of a resource.</summary>
    public string? Uri { get; internal set; }

    /// <summary><c>params.taskId</c>: the task that a <c>tasks/*</c> request or a task's notification is about.</summary>
    public string? TaskId { get; internal set; }

    /// <summary><c>params.requestId</c> as raw JSON: the request that a cancellation refers to.</summary>
    public ReadOnlyMemory<byte> RequestId => RequestIdAt.Of(Body);

    /// <summary>The <c>params</c> object as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> Params => ParamsAt.Of(Body);

    /// <summary><c>params.arguments</c> as raw JSON, empty if there are none.</summary>
    public ReadOnlyMemory<byte> Arguments => ArgumentsAt.Of(Body);

    /// <summary><c>params.task</c> as raw JSON, empty if there is none: the call is to be run as a task.</summary>
    public ReadOnlyMemory<byte> Task => TaskAt.Of(Body);

    /// <summary><c>params.inputResponses</c> as raw JSON, empty if there are none: answers to the server's questions.</summary>
    public ReadOnlyMemory<byte> InputResponses => InputResponsesAt.Of(Body);

    /// <summary><c>params.requestState</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> RequestState => RequestStateAt.Of(Body);

    /// <summary>The names of the first members of <c>params</c> that no <c>tools/call</c> has, at most <see cref="ParamsReader.MaxOtherParams"/>. Empty for most messages.</summary>
    public IReadOnlyList<string> OtherParams { get; internal set; } = [];

    /// <summary>How many members of <c>params</c> no <c>tools/call</c> has.</summary>
    public int OtherParamCount { get; internal set; }

    /// <summary><c>params.cursor</c> as raw JSON, empty if there is none. Unlike other members it may be <c>null</c>, so that another cursor can take its place.</summary>
    public ReadOnlyMemory<byte> Cursor => CursorAt.Of(Body);

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
    public ReadOnlyMemory<byte> Meta => MetaAt.Of(Body);

    /// <summary><c>params._meta["io.modelcontextprotocol/related-task"]</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> RelatedTask => RelatedTaskAt.Of(Body);

    /// <summary>The <c>taskId</c> of <see cref="RelatedTask"/>; null if it has none that is a string.</summary>
    public string? RelatedTaskId { get; internal set; }

    /// <summary><c>params._meta.progressToken</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> ProgressToken => ProgressTokenAt.Of(Body);

    /// <summary><c>params._meta["io.modelcontextprotocol/protocolVersion"]</c>.</summary>
    public string? MetaProtocolVersion { get; internal set; }

    /// <summary>Whether <c>params._meta["io.modelcontextprotocol/clientCapabilities"]</c> is an object.</summary>
    public bool HasClientCapabilities { get; internal set; }

    /// <summary>The <c>null</c> that is written for <c>params</c>, so that an object can take its place; else empty.</summary>
    internal ReadOnlyMemory<byte> NullParams => NullParamsAt.Of(Body);

    // The places of the members above, because a slice takes half the memory.
    internal Slice IdAt { get; set; }

    internal Slice AnswerAt { get; set; }

    internal Slice RequestIdAt { get; set; }

    internal Slice ParamsAt { get; set; }

    internal Slice ArgumentsAt { get; set; }

    internal Slice TaskAt { get; set; }

    internal Slice InputResponsesAt { get; set; }

    internal Slice RequestStateAt { get; set; }

    internal Slice CursorAt { get; set; }

    internal Slice MetaAt { get; set; }

    internal Slice RelatedTaskAt { get; set; }

    internal Slice ProgressTokenAt { get; set; }

    internal Slice NullParamsAt { get; set; }
}

public enum EnvelopeKind
{
    Request,
    Notification,

    /// <summary>A client's response to a request of the server (legacy revisions only).</summary>
    Response,
}
