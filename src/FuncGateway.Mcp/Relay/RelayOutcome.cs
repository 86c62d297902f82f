using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>What the upstream did with a message, as far as is known.</summary>
public enum RelayOutcome
{
    /// <summary>The connection broke or timed out after the message was sent: it may have been carried out.</summary>
    Unknown,

    /// <summary>Nothing was sent.</summary>
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

/// <summary>The result of relaying one message.</summary>
/// <param name="UpstreamStatus">The upstream's HTTP status; null if it sent none.</param>
public readonly record struct RelayReport(RelayOutcome Outcome, RelayFault Fault, int? UpstreamStatus);

internal static class RelayOutcomes
{
    /// <summary>Returns the outcome that an answer implies; unknown for one that cannot be read.</summary>
    public static RelayOutcome Of(MessageKind answer) => answer switch
    {
        MessageKind.Result => RelayOutcome.Answered,
        MessageKind.ToolError => RelayOutcome.ToolError,
        MessageKind.Error => RelayOutcome.Refused,
        _ => RelayOutcome.Unknown,
    };
}
