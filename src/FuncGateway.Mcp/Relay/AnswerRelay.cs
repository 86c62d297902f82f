using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Passes on an upstream's answer by the form in which it comes: an event stream, or one body.</summary>
public sealed class AnswerRelay(StreamRelay streams, BufferedRelay buffered, BodyRelay bodies)
{
    internal Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken) => response switch
    {
        _ when MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode => streams.RelayAsync(call, response, cancellationToken),
        _ when call.IsSettledBeforeAnswer || call.Stream is not null => buffered.RelayAsync(call, response, cancellationToken),
        _ => bodies.RelayAsync(call, response, cancellationToken),
    };
}
