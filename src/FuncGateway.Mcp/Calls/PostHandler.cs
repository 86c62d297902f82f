using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>Handles a POST from an identified caller: parses one message strictly, and records it whatever the outcome.</summary>
public sealed class PostHandler(MessageReader reader, CallRecords records, MessageRouter router)
{
    internal async Task HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        // Every message is recorded before this method returns, even if its client disconnects.
        var call = new CallContext(context, caller, records.Open(caller)) { Telemetry = telemetry };
        try
        {
            await ReadAsync(call);
        }
        finally
        {
            await call.Record.CloseAsync(context.RequestAborted.IsCancellationRequested);
        }
    }

    private async Task ReadAsync(CallContext call)
    {
        var (body, problem) = await reader.ReadAsync(call.Http.Request, call.Http.RequestAborted);
        using var _ = body;
        if (body is null || problem is not null)
        {
            var why = problem ?? WireProblem.BadRequest("The body could not be read.");
            await RejectAsync(call, why, why.Status == StatusCodes.Status413PayloadTooLarge ? AuditOutcome.TooLong : AuditOutcome.Malformed);
            return;
        }

        var (envelope, broken) = EnvelopeReader.Read(body.Bytes);
        call.Record.SetMethod(envelope.Method);
        var (era, mismatch) = broken is null ? EraCheck.Check(envelope, call.Http.Request.Headers) : (default, broken);
        call.Read(envelope, era);
        if (mismatch is not null)
        {
            await RejectAsync(call, mismatch, AuditOutcome.Malformed);
            return;
        }

        call.Telemetry?.Read(envelope);
        await router.RouteAsync(call);
    }

    private static async Task RejectAsync(CallContext call, WireProblem problem, AuditOutcome outcome)
    {
        await call.Record.AnswerAsync(outcome, problem.Status);
        await GatewayReply.ProblemAsync(call, problem);
    }
}
