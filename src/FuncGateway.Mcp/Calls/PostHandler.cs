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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        // Every message is recorded before this method returns, even if its client disconnects.
        var call = new CallContext(context, caller, records.Open(caller)) { Telemetry = telemetry };
        using var watch = watches.Begin(call);
        try
        {
            await ReadAsync(call);
        }
        finally
        {
            await call.Record.CloseAsync(context.RequestAborted.IsCancellationRequested);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadAsync(CallContext call)
    {
        var (body, unread) = await ReadBodyAsync(call);
        using var _ = body;
        if (body is null || unread is not null)
        {
            await RejectAsync(call, unread ?? Malformed(WireProblem.BadRequest("The body could not be read.")));
            return;
        }

        var (envelope, broken) = EnvelopeReader.Read(body.Bytes);
        call.Record.SetMethod(envelope.Method);
        var (era, mismatch) = broken is null ? EraCheck.Check(envelope, call.Http.Request.Headers) : (default, broken);
        call.Read(envelope, era);
        mismatch ??= UpstreamHeaders.Check(call.Http.Request.Headers, era);
        if (mismatch is not null)
        {
            await RejectAsync(call, Malformed(mismatch));
            return;
        }

        call.Telemetry?.Read(envelope);
        if (!await FreezeRefusal.AnswersAsync(call))
        {
            await RouteAsync(call, envelope);
        }
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RouteAsync(CallContext call, Envelope envelope)
    {
        var (stream, problem) = envelope.Method == RelayContext.Listen ? ceilings.OpenStream(call.Http, call.Caller) : default;
        using var _ = stream;
        if (problem is not null)
        {
            await RejectAsync(call, new Rejection(AuditOutcome.Busy, problem));
            return;
        }

        await router.RouteAsync(call);
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
