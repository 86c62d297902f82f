using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Handles GET and DELETE of a legacy session: the server's own stream, and the end of the session.</summary>
public sealed class StreamHandler(Sessions sessions, Relayer relayer, StreamWatches watches)
{
    /// <param name="slot">Counts the request as in progress until it is disposed.</param>
    public async Task HandleAsync(CallContext call, IDisposable? slot)
    {
        using var _ = slot;
        var context = call.Http;
        if (await FreezeRefusal.AnswersStreamAsync(call))
        {
            return;
        }

        if (ProtocolRevision.EraOf(context.Request.Headers[McpHeaders.ProtocolVersion]) == ProtocolEra.Modern)
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await GatewayReply.ErrorAsync(call, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{context.Request.Method} is not accepted as of protocol revision {ProtocolRevision.FirstModern}; POST is.");
            return;
        }

        if (UpstreamHeaders.Check(context.Request.Headers, ProtocolEra.Legacy) is { } unsendable)
        {
            await GatewayReply.ProblemAsync(call, unsendable);
            return;
        }

        var (session, isKnown) = await sessions.FindAsync(context.Request, call.Caller, ProtocolEra.Legacy, method: "");
        if (!isKnown)
        {
            await GatewayReply.ErrorAsync(call, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound);
            return;
        }

        call.SetSession(session);
        if (session is null || call.Caller.Policy is null)
        {
            // Without a session, the stream would carry the messages of every grant. Clients accept this status and do without the stream.
            context.Response.Headers.Allow = HttpMethods.Post;
            await GatewayReply.ErrorAsync(call, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{context.Request.Method} is accepted only in a session of this grant, and only if the grant has a policy; POST is accepted without.");
            return;
        }

        // The stream does not end by itself: the watch ends it with the grant, after its longest time, and when the host stops.
        using var watch = watches.Begin(call);
        await relayer.RelayAsync(call, context.RequestAborted);
    }
}
