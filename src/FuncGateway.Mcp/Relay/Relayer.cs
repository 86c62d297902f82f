using System.Runtime.CompilerServices;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays one request to the upstream and its response back.</summary>
// Six parameters: sending, what an answer can be, and its ceilings.
public sealed class Relayer(
    UpstreamSender sender, SessionBinding sessions, AnswerRelay answers, LostSessionRelay lostSessions, RequestsInFlight requests, RequestCeilings ceilings)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RelayReport> RelayAsync(RelayContext call, CancellationToken cancellationToken)
    {
        call.IsRelayed = true;
        call.Telemetry?.Relayed();
        using var flight = call.Flight = requests.Begin(call);
        using var rewritten = call.Rewritten;
        var report = await CarryAsync(call, cancellationToken);

        // A call that was not settled while relaying is settled with the final outcome.
        await call.SettleAsync(report.Outcome);
        report = report with { Outcome = call.Outcome ?? report.Outcome, IsDelivered = call.IsDelivered };

        // A session's GET stream normally ends when the client disconnects, so that is not a fault.
        if (report.Fault != RelayFault.None && (report.Fault != RelayFault.Client || call.Envelope is not null))
        {
            call.Telemetry?.RecordFault(NameOf(report.Fault), isError: report.Fault is not (RelayFault.Client or RelayFault.Gateway));
        }

        return report;
    }

    private static string NameOf(RelayFault fault) => fault switch
    {
        RelayFault.Server => "server",
        RelayFault.Client => "client",
        RelayFault.Idle => "idle",
        RelayFault.Gateway => "gateway",
        _ => "none",
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayReport> CarryAsync(RelayContext call, CancellationToken cancellationToken)
    {
        int? status = null;
        if (call.End.Ending is { } before)
        {
            return await EndedRelay.RefuseAsync(call, before);
        }

        try
        {
            var sending = sender.SendAsync(call, call.Envelope?.Body ?? default, cancellationToken);
            var sent = call.Stream is { } open ? await open.WithKeepAliveAsync(sending.AsTask(), cancellationToken) : await sending;
            using var response = sent.Response;
            status = sent.UpstreamStatus;
            if (await call.Withheld is { } why)
            {
                return await WithholdAsync(call, sent, why);
            }

            if (response is null)
            {
                await call.SettleAsync(sent.Outcome);
                await GatewayReply.ErrorAsync(call, sent.Status, McpErrorCode.InternalError, sent.Problem);
                return new RelayReport(sent.Outcome, RelayFault.Server, status);
            }

            return await ReturnAsync(call, response, cancellationToken);
        }
        catch (UnusableAnswerException e) when (!call.Http.Response.HasStarted)
        {
            await call.SettleAsync(RelayOutcome.Unknown);
            await GatewayReply.NotKnownAsync(call, e.Message);
            return new RelayReport(RelayOutcome.Unknown, RelayFault.Server, status);
        }
        catch (HeldTooMuchException)
        {
            return await EndedRelay.FinishAsync(call, new Ending(EndReason.AnswerBytes, ceilings.RefuseAnswer(call.Caller)), status);
        }
        catch (OperationCanceledException) when (call.End.Ending is not null && !cancellationToken.IsCancellationRequested)
        {
            return await EndedRelay.FinishAsync(call, call.End.Ending, status);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException && cancellationToken.IsCancellationRequested)
        {
            return new RelayReport(call.IsSent ? RelayOutcome.Unknown : RelayOutcome.NotSent, RelayFault.Client, status);
        }
    }

    // The request cannot be unsent, but no answer to it is returned.
    private static async Task<RelayReport> WithholdAsync(RelayContext call, SendResult sent, string why)
    {
        var outcome = sent.Response is null ? sent.Outcome : RelayOutcome.Unknown;
        await call.SettleAsync(outcome);
        await GatewayReply.ErrorAsync(call, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, why);
        return new RelayReport(outcome, RelayFault.None, sent.UpstreamStatus);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayReport> ReturnAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == StatusCodes.Status404NotFound && call.Session is not null)
        {
            return await lostSessions.RelayAsync(call, response, cancellationToken);
        }

        if (call.Stream is null)
        {
            await CopyHeadersAsync(call, response, cancellationToken);
        }

        return await answers.RelayAsync(call, response, cancellationToken);
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
