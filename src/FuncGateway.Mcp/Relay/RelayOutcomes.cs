using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

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
