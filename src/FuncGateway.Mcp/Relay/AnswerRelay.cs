using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays an upstream's answer according to its form: an event stream, a single body, or the status that is all a notification gets.</summary>
public sealed class AnswerRelay(StreamRelay streams, BodyRelay bodies, StatusRelay statuses)
{
    internal ValueTask<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken) => response switch
    {
        _ when MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode => streams.RelayAsync(call, response, cancellationToken),
        _ when call.MessageId.IsEmpty => statuses.RelayAsync(call, response, cancellationToken),
        _ => bodies.RelayAsync(call, response, cancellationToken),
    };
}
