namespace FuncGateway.Mcp.Wire;

/// <summary>
/// One JSON-RPC message as it was received: its bytes, and the parts of them that the gateway decides by. The bytes are forwarded unchanged, so
/// what was judged is what is sent. Valid as long as <see cref="Body"/> is.
/// </summary>
public sealed class Envelope
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    public EnvelopeKind Kind { get; internal set; }

    /// <summary>Empty for a response.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>The id as raw JSON (<c>1</c>, <c>"1"</c>), empty for a notification.</summary>
    public ReadOnlyMemory<byte> Id { get; internal set; }

    /// <summary><c>params.name</c> of a tool or prompt.</summary>
    public string? Name { get; internal set; }

    /// <summary><c>params.uri</c> of a resource.</summary>
    public string? Uri { get; internal set; }

    /// <summary><c>params.taskId</c>.</summary>
    public string? TaskId { get; internal set; }

    /// <summary><c>params.requestId</c> as raw JSON: the request that a cancellation refers to.</summary>
    public ReadOnlyMemory<byte> RequestId { get; internal set; }

    /// <summary>The <c>params</c> object as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> Params { get; internal set; }

    /// <summary><c>params.arguments</c> as raw JSON, empty if there are none.</summary>
    public ReadOnlyMemory<byte> Arguments { get; internal set; }

    /// <summary><c>params.cursor</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> Cursor { get; internal set; }

    /// <summary><c>params._meta.progressToken</c> as raw JSON, empty if there is none.</summary>
    public ReadOnlyMemory<byte> ProgressToken { get; internal set; }

    /// <summary><c>params._meta["io.modelcontextprotocol/protocolVersion"]</c>.</summary>
    public string? MetaProtocolVersion { get; internal set; }

    /// <summary>Whether <c>params._meta["io.modelcontextprotocol/clientCapabilities"]</c> is an object.</summary>
    public bool HasClientCapabilities { get; internal set; }
}

public enum EnvelopeKind
{
    Request,
    Notification,

    /// <summary>A client's response to a request of the server (legacy revisions only).</summary>
    Response,
}
