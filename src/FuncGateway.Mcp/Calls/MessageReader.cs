using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// Reads the posted body up to the size limit, at a minimum pace. The same bytes are judged and sent, under the caller's grant and policy at the end of
/// the body: a client could otherwise keep an old policy by sending slowly.
/// </summary>
// Five parameters: two kinds of bounds, whom the body belongs to, and what ends the reading.
public sealed class MessageReader(GatewayOptions options, CeilingOptions ceilingOptions, RequestCeilings ceilings, CallerDirectory callers, IdleTimeouts timeouts)
{
    internal async ValueTask<(BoundedBody? Body, Rejection? Rejection)> ReadAsync(CallContext call)
    {
        // A body that has already arrived is read without waiting, and the caller was identified just now.
        var reading = ReadBodyAsync(call);
        var hasWaited = !reading.IsCompleted;
        var (body, rejection) = await reading;
        if (!hasWaited || body is null || rejection is not null)
        {
            return (body, rejection);
        }

        if (await IdentifyAgainAsync(call) is { } ended)
        {
            body.Dispose();
            return (null, ended);
        }

        return (body, null);
    }

    // Not cancelled when the client leaves, so that nothing is thrown while the body is held.
    private async ValueTask<Rejection?> IdentifyAgainAsync(CallContext call)
    {
        switch (await callers.IdentifyAsync(call.Http.Request.Headers.Authorization.ToString(), call.Caller.Server.Id, CancellationToken.None))
        {
            case Identification.Known known:
                call.Follow(known.Caller);
                return null;
            case Identification.Unavailable unavailable:
                return Ended(StatusCodes.Status503ServiceUnavailable, unavailable.Why);
            case Identification.Unauthorized unauthorized:
                return Ended(StatusCodes.Status401Unauthorized, unauthorized.Why);
            default:
                return Ended(StatusCodes.Status403Forbidden, "This grant no longer reaches the server.");
        }
    }

    private static Rejection Ended(int status, string why) => new(AuditOutcome.Unauthenticated, new WireProblem(status, McpErrorCode.InvalidRequest, why));

    private async ValueTask<(BoundedBody? Body, Rejection? Rejection)> ReadBodyAsync(CallContext call)
    {
        var request = call.Http.Request;
        if (!MediaTypes.IsUtf8Json(request.ContentType))
        {
            return (null, new Rejection(AuditOutcome.Malformed, new WireProblem(
                StatusCodes.Status415UnsupportedMediaType,
                McpErrorCode.InvalidRequest,
                $"The content type is {(request.ContentType is { } type ? $"'{type}'" : "missing")}; application/json in UTF-8 is accepted.")));
        }

        var intake = new BodyIntake(ceilings.BodyBytes, ceilingOptions.MinBodyBytesPerSecond, ceilingOptions.BodyTimeout);
        call.Intake = intake;
        using var stop = timeouts.BeginWithoutLimit(call, call.Http.RequestAborted);
        try
        {
            return await BoundedBody.ReadAsync(request.Body, request.ContentLength, options.MaxBodyBytes, stop.Token, intake) is { } body
                ? (body, null)
                : (null, intake.IsOverBudget ? Busy(call) : TooLong(request.ContentLength));
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLong(request.ContentLength)
                : new Rejection(AuditOutcome.Malformed, new WireProblem(e.StatusCode, McpErrorCode.InvalidRequest, "The body could not be read to its end.")));
        }
        catch (OperationCanceledException) when (call.End.Ending is not null && !call.Http.RequestAborted.IsCancellationRequested)
        {
            return (null, new Rejection(AuditOutcome.Malformed, new WireProblem(call.End.Ending.Status, McpErrorCode.InvalidRequest, call.End.Ending.NotSent)));
        }
        finally
        {
            intake.Complete();
        }
    }

    private Rejection Busy(CallContext call) => new(AuditOutcome.Busy, ceilings.RefuseBody(call.Http, call.Caller));

    private Rejection TooLong(long? declared) => new(AuditOutcome.TooLong, new WireProblem(
        StatusCodes.Status413PayloadTooLarge,
        McpErrorCode.InvalidRequest,
        $"The body has {(declared is { } bytes ? $"{bytes}" : "more")} bytes{(declared is null ? " than are accepted" : "")}; up to {options.MaxBodyBytes} are accepted."));
}

/// <summary>Why a post is refused before it is read as a message, and the outcome that it is counted as.</summary>
internal sealed record Rejection(AuditOutcome Outcome, WireProblem Problem);
