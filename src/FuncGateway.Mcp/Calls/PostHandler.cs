using System.Runtime.CompilerServices;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>Handles a POST from an identified caller: parses one message strictly, and records it whatever the outcome. What is not a message is counted.</summary>
// Six parameters: each stands for one step, and the record, the checks and the counts go around all of them.
public sealed class PostHandler(MessageReader reader, CallRecords records, MessageRouter router, StreamWatches watches, RequestCeilings ceilings, RefusedCounts refused)
{
    /// <param name="slot">Counts the request as in progress until it is disposed.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry, IDisposable? slot)
    {
        using var counted = slot;

        // Every message is recorded before this method returns, even if its client disconnects.
        var call = new CallContext(context, caller, records.Open(caller)) { Telemetry = telemetry };
        using var watch = watches.Begin(call);
        try
        {
            var (body, unread) = await ReadBodyAsync(call);
            using var held = body;
            if ((unread ?? Read(call, body)) is { } rejection)
            {
                await RejectAsync(call, rejection);
            }
            else if (!await FreezeRefusal.AnswersAsync(call))
            {
                await (call.Message.Method == RelayContext.Listen ? ListenAsync(call) : router.RouteAsync(call));
            }
        }
        finally
        {
            await call.Record.CloseAsync(context.RequestAborted.IsCancellationRequested);
        }
    }

    /// <summary>Reads the message of a body. Returns null if it may be judged.</summary>
    private static Rejection? Read(CallContext call, BoundedBody? body)
    {
        if (body is null)
        {
            return Malformed(WireProblem.BadRequest("The body could not be read."));
        }

        var (envelope, broken) = EnvelopeReader.Read(body.Bytes);
        call.Record.SetMethod(envelope.Method);
        var (era, mismatch) = broken is null ? EraCheck.Check(envelope, call.Http.Request.Headers) : (default, broken);
        call.Read(envelope, era);
        if ((mismatch ?? UpstreamHeaders.Check(call.Http.Request.Headers, era)) is { } problem)
        {
            return Malformed(problem);
        }

        call.Telemetry?.Read(envelope);
        return null;
    }

    private async ValueTask<(BoundedBody? Body, Rejection? Rejection)> ReadBodyAsync(CallContext call)
    {
        try
        {
            return await reader.ReadAsync(call);
        }
        catch (Exception e) when (ClientConnection.IsDisconnect(call.Http, e))
        {
            refused.AddUnreadable(call.Caller, AuditOutcome.Cancelled);
            call.Record.Discard();
            throw;
        }
    }

    private async ValueTask ListenAsync(CallContext call)
    {
        var (stream, problem) = ceilings.OpenStream(call.Http, call.Caller);
        using var _ = stream;
        await (problem is null ? router.RouteAsync(call) : new(RejectAsync(call, new Rejection(AuditOutcome.Busy, problem))));
    }

    private static Rejection Malformed(WireProblem problem) => new(AuditOutcome.Malformed, problem);

    // A client can send these in any number without one reaching a server, so they are counted instead of recorded.
    private async Task RejectAsync(CallContext call, Rejection rejection)
    {
        if (rejection.Outcome != AuditOutcome.Busy)
        {
            refused.AddUnreadable(call.Caller, rejection.Outcome);
        }

        call.Record.Discard();
        await GatewayReply.ProblemAsync(call, rejection.Problem);
    }
}
