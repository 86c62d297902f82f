using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Carries one request to the upstream and its answer back.</summary>
public sealed class Relayer(UpstreamSender sender, SessionBinding sessions, BodyRelay bodies, WholeAnswer wholes, StreamRelay streams)
{
    public Task<RelayReport> RelayAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var relay = CarryAsync(exchange, cancellationToken);
        return CallTelemetry.Of(exchange.Context) is { } telemetry ? WatchAsync(telemetry, exchange, relay) : relay;
    }

    private static async Task<RelayReport> WatchAsync(CallTelemetry telemetry, Exchange exchange, Task<RelayReport> relay)
    {
        telemetry.Relayed(exchange.CallsTool);
        var report = await relay;

        // A session's own stream has no other end than that the client leaves.
        if (report.Fault != RelayFault.None && (report.Fault != RelayFault.Client || exchange.Envelope is not null))
        {
            telemetry.Broke(NameOf(report.Fault), isError: report.Fault != RelayFault.Client);
        }

        return report;
    }

    private static string NameOf(RelayFault fault) => fault switch
    {
        RelayFault.Server => "server",
        RelayFault.Client => "client",
        RelayFault.Idle => "idle",
        _ => "none",
    };

    private async Task<RelayReport> CarryAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            var sending = sender.SendAsync(exchange, exchange.Envelope?.Body ?? default, cancellationToken);
            var sent = AnswerStream.Of(exchange.Context) is { } open ? await open.PatientlyAsync(sending, cancellationToken) : await sending;
            using var response = sent.Response;
            if (!await exchange.Recorded)
            {
                return await WithholdAsync(exchange, sent);
            }

            if (response is null)
            {
                await exchange.SettleAsync(sent.Outcome);
                await GatewayReply.ErrorAsync(exchange.Context, sent.Status, McpErrorCode.InternalError, sent.Problem, exchange.Id);
                return new RelayReport(sent.Outcome, RelayFault.Server, sent.UpstreamStatus);
            }

            return await ReturnAsync(exchange, response, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException && cancellationToken.IsCancellationRequested)
        {
            return new RelayReport(RelayOutcome.Unknown, RelayFault.Client, null);
        }
    }

    // What went upstream went; but whoever is answered has been recorded.
    private static async Task<RelayReport> WithholdAsync(Exchange exchange, SendResult sent)
    {
        var outcome = sent.Response is null ? sent.Outcome : RelayOutcome.Unknown;
        await exchange.SettleAsync(outcome);
        await GatewayReply.ErrorAsync(
            exchange.Context,
            StatusCodes.Status503ServiceUnavailable,
            McpErrorCode.InternalError,
            "The gateway could not record this request in its audit log, so its answer is kept back; whether it was carried out is not known.",
            exchange.Id);
        return new RelayReport(outcome, RelayFault.None, sent.Response is null ? sent.UpstreamStatus : (int)sent.Response.StatusCode);
    }

    private async Task<RelayReport> ReturnAsync(Exchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == StatusCodes.Status404NotFound && exchange.Session is not null)
        {
            return await ReturnLostSessionAsync(exchange, response, cancellationToken);
        }

        if (AnswerStream.Of(exchange.Context) is null)
        {
            await CopyHeadersAsync(exchange, response, cancellationToken);
        }

        return response switch
        {
            _ when MediaTypes.IsEventStream(response) && response.IsSuccessStatusCode => await streams.RelayAsync(exchange, response, cancellationToken),
            _ when exchange.Settling is not null => await wholes.RelayAsync(exchange, response, cancellationToken),
            _ => await bodies.RelayAsync(exchange, response, cancellationToken),
        };
    }

    private async ValueTask CopyHeadersAsync(Exchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        UpstreamHeaders.CopyResponse(response, exchange.Context.Response, exchange.Era);
        if (exchange.Era == ProtocolEra.Legacy && response.Headers.NonValidated.TryGetValues(McpHeaders.SessionId, out var opened))
        {
            exchange.Context.Response.Headers[McpHeaders.SessionId] =
                await sessions.BindAsync(exchange.Caller.Grant, opened.ToString(), cancellationToken);
        }
    }

    // Clients begin a new session only when they can read the body that says so. An answer that is a stream already needs the id in it.
    private static async Task<RelayReport> ReturnLostSessionAsync(Exchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = AnswerStream.Of(exchange.Context) is null ? await FindErrorAsync(response, cancellationToken) : null;
        await exchange.SettleAsync(RelayOutcome.Refused);
        await GatewayReply.JsonAsync(
            exchange.Context,
            StatusCodes.Status404NotFound,
            body?.Bytes ?? ReplyBody.Error(exchange.Id.Span, SessionErrors.NotFoundCode, SessionErrors.NotFound));
        return new RelayReport(RelayOutcome.Refused, RelayFault.None, StatusCodes.Status404NotFound);
    }

    /// <summary>The upstream's own JSON-RPC error; null when it sent something else, or broke off.</summary>
    private static async Task<BoundedBody?> FindErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = MediaTypes.IsJson(response) ? await BoundedBody.ReadAsync(response, SessionErrors.LongestBody, cancellationToken) : null;
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
    }
}
