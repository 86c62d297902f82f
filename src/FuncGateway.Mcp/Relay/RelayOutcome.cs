using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>What the upstream did with a message, as far as is known.</summary>
public enum RelayOutcome
{
    /// <summary>The message was sent, and no usable answer came: it may have been carried out.</summary>
    Unknown,

    /// <summary>Nothing was handed to an open connection. The only outcome after which permits and approval are given back.</summary>
    NotSent,

    /// <summary>A JSON-RPC error. The request may have been carried out nevertheless: agents can cause errors, and tools fail after their work.</summary>
    Error,

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

    /// <summary>The gateway ended the request.</summary>
    Gateway,
}

/// <summary>The result of relaying one message.</summary>
/// <param name="UpstreamStatus">The upstream's HTTP status; null if it sent none.</param>
public readonly record struct RelayReport(RelayOutcome Outcome, RelayFault Fault, int? UpstreamStatus)
{
    /// <summary>Whether the complete answer was handed to the client's connection.</summary>
    public bool IsDelivered { get; init; }
}

internal static class RelayOutcomes
{
    /// <summary>Returns the outcome that an answer implies; unknown for one that cannot be read.</summary>
    public static RelayOutcome Of(MessageKind answer) => answer switch
    {
        MessageKind.Result => RelayOutcome.Answered,
        MessageKind.ToolError => RelayOutcome.ToolError,
        MessageKind.Error => RelayOutcome.Error,
        _ => RelayOutcome.Unknown,
    };
}
