using FuncGateway.Mcp.Wire;

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

/// <summary>How carrying one message went.</summary>
/// <param name="UpstreamStatus">The upstream's HTTP status; null when it sent none.</param>
public readonly record struct RelayReport(RelayOutcome Outcome, RelayFault Fault, int? UpstreamStatus);

internal static class RelayOutcomes
{
    /// <summary>What an answer says about the work. One that cannot be read says nothing.</summary>
    public static RelayOutcome Of(MessageKind answer) => answer switch
    {
        MessageKind.Result => RelayOutcome.Answered,
        MessageKind.ToolError => RelayOutcome.ToolError,
        MessageKind.Error => RelayOutcome.Refused,
        _ => RelayOutcome.Unknown,
    };
}
