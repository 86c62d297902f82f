using System.Runtime.CompilerServices;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays one request to the upstream and its response back.</summary>
// Five parameters: sending and answering, and what goes around both.
public sealed class Relayer(UpstreamSender sender, AnswerRelay answers, IdleTimeouts timeouts, RequestsInFlight requests, RequestCeilings ceilings)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RelayReport> RelayAsync(RelayContext call, CancellationToken cancellationToken)
    {
        call.IsRelayed = true;
        call.Telemetry?.Relayed();
        using var flight = call.Flight = requests.Begin(call);
        using var idle = timeouts.Begin(call, cancellationToken);
        int? status = null;
        RelayReport report;
        try
        {
            if (call.End.Ending is { } before)
            {
                report = await EndedRelay.RefuseAsync(call, before);
            }
            else
            {
                var sending = sender.SendAsync(call, call.Envelope?.Body ?? default, idle);
                var sent = call.Stream is { } open ? await open.WithKeepAliveAsync(sending.AsTask(), cancellationToken) : await sending;
                using var response = sent.Response;
                status = sent.UpstreamStatus;
                report = await call.Withheld is { } why ? await WithholdAsync(call, sent, why)
                    : response is null ? await FailAsync(call, sent)
                    : await answers.RelayAsync(call, response, idle, cancellationToken);
            }
        }
        catch (UnusableAnswerException e) when (!call.Http.Response.HasStarted)
        {
            await call.SettleAsync(RelayOutcome.Unknown);
            await GatewayReply.NotKnownAsync(call, e.Message);
            report = new RelayReport(RelayOutcome.Unknown, RelayFault.Server, status);
        }
        catch (HeldTooMuchException)
        {
            report = await EndedRelay.FinishAsync(call, new Ending(EndReason.AnswerBytes, ceilings.RefuseAnswer(call.Caller)), status);
        }
        catch (OperationCanceledException) when (call.End.Ending is not null && !cancellationToken.IsCancellationRequested)
        {
            report = await EndedRelay.FinishAsync(call, call.End.Ending, status);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException && cancellationToken.IsCancellationRequested)
        {
            report = new RelayReport(call.IsSent ? RelayOutcome.Unknown : RelayOutcome.NotSent, RelayFault.Client, status);
        }
        finally
        {
            call.ReturnList();
        }

        // A call that was not settled while relaying is settled with the final outcome.
        await call.SettleAsync(report.Outcome);
        return Finished(call, report);
    }

    private static RelayReport Finished(RelayContext call, RelayReport report)
    {
        // A session's GET stream normally ends when the client disconnects, so that is not a fault.
        if (report.Fault != RelayFault.None && (report.Fault != RelayFault.Client || call.Envelope is not null))
        {
            call.Telemetry?.RecordFault(NameOf(report.Fault), isError: report.Fault is not (RelayFault.Client or RelayFault.Gateway));
        }

        return report with { Outcome = call.Outcome ?? report.Outcome, IsDelivered = call.IsDelivered };
    }

    private static string NameOf(RelayFault fault) => fault switch
    {
        RelayFault.Server => "server",
        RelayFault.Client => "client",
        RelayFault.Idle => "idle",
        RelayFault.Gateway => "gateway",
        _ => "none",
    };

    // The request cannot be unsent, but no answer to it is returned.
    private static async Task<RelayReport> WithholdAsync(RelayContext call, SendResult sent, string why)
    {
        var outcome = sent.Response is null ? sent.Outcome : RelayOutcome.Unknown;
        await call.SettleAsync(outcome);
        await GatewayReply.ErrorAsync(call, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, why);
        return new RelayReport(outcome, RelayFault.None, sent.UpstreamStatus);
    }

    private static async Task<RelayReport> FailAsync(RelayContext call, SendResult sent)
    {
        await call.SettleAsync(sent.Outcome);
        await GatewayReply.ErrorAsync(call, sent.Status, McpErrorCode.InternalError, sent.Problem);
        return new RelayReport(sent.Outcome, RelayFault.Server, sent.UpstreamStatus);
    }
}
