namespace FuncGateway.Mcp.Wire;

public enum EnvelopeKind
{
    Request,
    Notification,

    /// <summary>A client's answer to a request of the server (legacy revisions only).</summary>
    Response,
}
