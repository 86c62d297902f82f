using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Finishes the response to a request that the gateway itself has ended.</summary>
internal static class EndedRelay
{
    /// <summary>For a request of which nothing has been sent to the upstream.</summary>
    public static async Task<RelayReport> RefuseAsync(RelayContext call, Ending ending)
    {
        await call.SettleAsync(RelayOutcome.NotSent);
        await GatewayReply.ErrorAsync(call, ending.Status, McpErrorCode.InternalError, ending.NotSent);
        return new RelayReport(RelayOutcome.NotSent, RelayFault.Gateway, null);
    }

    /// <summary>
    /// Ends the response at the edge of an event. A call that is still unanswered gets an error, unless its client can resume the stream. A response of
    /// which a part has been sent is cut off, so that it does not look complete.
    /// </summary>
    /// <param name="status">The upstream's HTTP status, if it is known.</param>
    public static async Task<RelayReport> FinishAsync(RelayContext call, Ending ending, int? status)
    {
        var isAnswered = call.MessageId.IsEmpty || call.Outcome is not null;
        var outcome = call.Outcome ?? (!call.IsSent ? RelayOutcome.NotSent : call.MessageId.IsEmpty ? RelayOutcome.Answered : RelayOutcome.Unknown);
        await call.SettleAsync(outcome);
        var problem = call.IsSent ? ending.Problem : ending.NotSent;
        if (call.Stream is null && !call.Http.Response.HasStarted)
        {
            call.Http.Response.Clear();
            await GatewayReply.ErrorAsync(call, ending.Status, McpErrorCode.InternalError, problem);
        }
        else if (call.Stream is null || !call.IsBetweenEvents)
        {
            ClientConnection.CutOff(call.Http);
        }
        else if (!isAnswered && !(call.CanResume && ending.CanResume))
        {
            await GatewayReply.ErrorAsync(call, ending.Status, McpErrorCode.InternalError, problem);
        }

        return new RelayReport(outcome, RelayFault.Gateway, status);
    }
}
