using FuncGateway.Core;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>Tells the client that the upstream no longer knows its session, with the upstream's own JSON-RPC error if it sent one.</summary>
public sealed class LostSessionRelay(GatewayOptions options, TimeProvider time)
{
    // Clients start a new session only if they can read the error in the body. In a stream that is already open, the error must carry the request's id.
    internal async Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = call.Stream is null ? await FindErrorAsync(response, cancellationToken) : null;
        await call.SettleAsync(RelayOutcome.Refused);
        await GatewayReply.JsonAsync(
            call,
            StatusCodes.Status404NotFound,
            body?.Bytes ?? ReplyBody.Error(call.MessageId.Span, SessionErrors.NotFoundCode, SessionErrors.NotFound));
        return new RelayReport(RelayOutcome.Refused, RelayFault.None, StatusCodes.Status404NotFound);
    }

    /// <summary>Returns null if the upstream sent something else, stopped sending, or the connection broke.</summary>
    private async Task<BoundedBody?> FindErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var idle = new IdleTimeout(options, time, cancellationToken);
        try
        {
            var body = MediaTypes.IsJson(response) ? await BoundedBody.ReadAsync(response, SessionErrors.MaxBody, idle.Token) : null;
            if (body is null || MessagePeek.Look(body.Bytes.Span, [], out _) == MessageKind.Error)
            {
                return body;
            }

            body.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return null;
        }
    }
}
