using FuncGateway.Gateway.Telemetry;
using FuncGateway.Gateway.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Gateway.Relay;

/// <summary>Carries one request to the upstream and its answer back.</summary>
public sealed class Relayer(UpstreamSender sender, SessionBinding sessions, BodyRelay bodies, StreamRelay streams)
{
    public Task<RelayReport> RelayAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var relay = CarryAsync(exchange, cancellationToken);
        return CallTelemetry.Of(exchange.Context) is { } telemetry ? telemetry.WatchAsync(exchange, relay) : relay;
    }

    private async Task<RelayReport> CarryAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await sender.SendAsync(exchange, exchange.Envelope?.Body ?? default, cancellationToken);
            if (sent.Response is null)
            {
                await Reply.ErrorAsync(exchange.Context, sent.Status, McpErrorCode.InternalError, sent.Problem, exchange.Id);
                return new RelayReport(sent.Outcome, RelayFault.Server, sent.UpstreamStatus);
            }

            using var response = sent.Response;
            return await ReturnAsync(exchange, response, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException && cancellationToken.IsCancellationRequested)
        {
            return new RelayReport(RelayOutcome.Unknown, RelayFault.Client, null);
        }
    }

    private async Task<RelayReport> ReturnAsync(Exchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == StatusCodes.Status404NotFound && exchange.Session is not null && !MediaTypes.IsJson(response))
        {
            // Clients begin a new session only when they can read this body.
            await Reply.ErrorAsync(exchange.Context, status, SessionErrors.NotFoundCode, SessionErrors.NotFound, exchange.Id);
            return new RelayReport(RelayOutcome.Refused, RelayFault.None, status);
        }

        UpstreamHeaders.CopyResponse(response, exchange.Context.Response, exchange.Era);
        if (exchange.Era == ProtocolEra.Legacy && response.Headers.NonValidated.TryGetValues(McpHeaders.SessionId, out var opened))
        {
            exchange.Context.Response.Headers[McpHeaders.SessionId] =
                await sessions.BindAsync(exchange.Caller.Grant, opened.ToString(), cancellationToken);
        }

        return MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode
            ? await streams.RelayAsync(exchange, response, cancellationToken)
            : await bodies.RelayAsync(exchange, response, cancellationToken);
    }
}
