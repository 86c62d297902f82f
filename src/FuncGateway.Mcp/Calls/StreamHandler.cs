using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Handles GET and DELETE of a legacy session: the server's own stream, and the end of the session.</summary>
public sealed class StreamHandler(Sessions sessions, Relayer relayer, IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(CallContext call)
    {
        var context = call.Http;
        if (ProtocolRevision.EraOf(context.Request.Headers[McpHeaders.ProtocolVersion]) == ProtocolEra.Modern)
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await GatewayReply.ErrorAsync(call, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{context.Request.Method} is not accepted as of protocol revision {ProtocolRevision.FirstModern}; POST is.");
            return;
        }

        var (session, isKnown) = await sessions.FindAsync(context.Request, call.Caller.Grant, ProtocolEra.Legacy, method: "");
        if (!isKnown)
        {
            await GatewayReply.ErrorAsync(call, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound);
            return;
        }

        call.SetSession(session);

        // The stream never ends by itself, so it must be ended when the host stops.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await relayer.RelayAsync(call, end.Token);
    }
}
