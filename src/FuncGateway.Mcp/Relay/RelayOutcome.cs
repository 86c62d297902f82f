namespace FuncGateway.Mcp.Relay;

/// <summary>What the upstream did with a message, as far as can be known.</summary>
public enum RelayOutcome
{
    /// <summary>The connection died, or fell silent, after the message was on its way: it may have been carried out.</summary>
    Unknown,

    /// <summary>No connection could be opened, so nothing was sent.</summary>
    NotSent,

    /// <summary>A JSON-RPC error: the upstream did not carry it out.</summary>
    Refused,

    /// <summary>A result with <c>isError: true</c>: the tool ran.</summary>
    ToolError,

    Answered,
}

/// <summary>Which side broke a relayed stream.</summary>
public enum RelayFault
{
    None,
    Server,
    Client,
    Idle,
}
