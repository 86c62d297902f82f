using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>Tells the client that the upstream no longer knows its session, with the upstream's own JSON-RPC error if it sent one that names no other request.</summary>
public sealed class LostSessionRelay(SmallBodies bodies)
{
    // Clients start a new session only if they can read the error in the body. In a stream that is already open, the error must carry the request's id.
    internal async Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = call.Stream is null ? await FindErrorAsync(call, response, cancellationToken) : null;
        if (error is null && HttpMethods.IsGet(call.Http.Request.Method))
        {
            // Only the server's own error says that the session is lost; otherwise clients would start over at every GET.
            return await StatusRelay.NoStreamAsync(call, StatusCodes.Status404NotFound);
        }

        await call.SettleAsync(RelayOutcome.Error);
        await GatewayReply.JsonAsync(
            call,
            StatusCodes.Status404NotFound,
            error ?? ReplyBody.Error(call.MessageId.Span, SessionErrors.NotFoundCode, SessionErrors.NotFound));
        return new RelayReport(RelayOutcome.Error, RelayFault.None, StatusCodes.Status404NotFound);
    }

    /// <summary>Returns null if the upstream sent something else, stopped sending, or the connection broke.</summary>
    private async Task<ReadOnlyMemory<byte>?> FindErrorAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = MediaTypes.IsUtf8Json(response) ? await bodies.ReadAsync(call, response, cancellationToken) : null;
        return body is null ? null : ErrorOf(call, body.Bytes);
    }

    // Some servers give the error an id of their own; it says that the session is lost, but its text is not passed on.
    private static ReadOnlyMemory<byte>? ErrorOf(RelayContext call, ReadOnlyMemory<byte> body)
    {
        var id = call.MessageId.Span;
        return MessagePeek.Look(body.Span, id) switch
        {
            { Kind: not MessageKind.Error } or { HasVersion: false } => (ReadOnlyMemory<byte>?)null,
            { Answers: true } => body.ToArray(),
            { HasNoId: true } => id.IsEmpty ? body.ToArray() : MessageScreen.WithId(body, id).ToArray(),
            _ => ReplyBody.Error(id, SessionErrors.NotFoundCode, SessionErrors.NotFound),
        };
    }
}
