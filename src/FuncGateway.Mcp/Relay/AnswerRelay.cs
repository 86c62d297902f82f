using System.Runtime.CompilerServices;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays an upstream's answer according to its form: an event stream, a single body, the status that is all a notification gets, or the end of a session.</summary>
// Five parameters: what an answer can be, and the session that it may open.
public sealed class AnswerRelay(StreamRelay streams, BodyRelay bodies, StatusRelay statuses, LostSessionRelay lostSessions, SessionBinding sessions)
{
    /// <param name="idle">Started when the request was sent. A body that is relayed here starts it anew.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, IdleTimeout idle, CancellationToken cancellationToken)
    {
        idle.Reset();
        if ((int)response.StatusCode == StatusCodes.Status404NotFound && call.Session is not null)
        {
            return await lostSessions.RelayAsync(call, response, cancellationToken);
        }

        if (call.Stream is null)
        {
            await CopyHeadersAsync(call, response, cancellationToken);
        }

        return await (response switch
        {
            _ when MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode => streams.RelayAsync(call, response, idle, cancellationToken),
            _ when call.MessageId.IsEmpty => statuses.RelayAsync(call, response, cancellationToken),
            _ => bodies.RelayAsync(call, response, idle, cancellationToken),
        });
    }

    private async ValueTask CopyHeadersAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        UpstreamHeaders.CopyResponse(response, call.Http.Response);
        if (call.Era == ProtocolEra.Legacy && UpstreamHeaders.SessionOf(response) is { } opened)
        {
            call.Http.Response.Headers[McpHeaders.SessionId] = await sessions.BindAsync(call.Caller, opened, cancellationToken);
        }
    }
}
