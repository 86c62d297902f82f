using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays an upstream's answer according to its form: an event stream or a single body.</summary>
public sealed class AnswerRelay(StreamRelay streams, BufferedRelay buffered, BodyRelay bodies)
{
    internal Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken) => response switch
    {
        _ when MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode => streams.RelayAsync(call, response, cancellationToken),
        _ when call.IsSettledBeforeAnswer || call.Stream is not null => buffered.RelayAsync(call, response, cancellationToken),
        _ => bodies.RelayAsync(call, response, cancellationToken),
    };
}
