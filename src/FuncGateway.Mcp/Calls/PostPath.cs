using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>A POST of an identified caller: one message, read strictly, judged if it calls a tool, relayed.</summary>
public sealed class PostPath(MessageReader reader, Sessions sessions, ToolCallPath tools, Relayer relayer, PermitBook book, HeldCalls held, CallRecords records)
{
    public async Task HandleAsync(HttpContext context, Caller caller)
    {
        // Whatever happens to the message, and whoever leaves meanwhile: it has been recorded when this ends.
        var record = records.Open(caller);
        try
        {
            await HandleAsync(context, caller, record);
        }
        finally
        {
            await record.CloseAsync(context.RequestAborted.IsCancellationRequested);
        }
    }

    private async Task HandleAsync(HttpContext context, Caller caller, CallRecord record)
    {
        // 1. Read
        var (body, problem) = await reader.ReadAsync(context.Request, context.RequestAborted);
        using var _ = body;
        if (body is null || problem is not null)
        {
            var why = problem ?? WireProblem.BadRequest("The body could not be read.");
            await record.RejectAsync(why.Status == StatusCodes.Status413PayloadTooLarge ? AuditOutcome.TooLong : AuditOutcome.Malformed, why.Status);
            await GatewayReply.ProblemAsync(context, why);
            return;
        }

        var (envelope, broken) = EnvelopeReader.Read(body.Bytes);
        record.Names(envelope.Method);
        var (era, mismatch) = broken is null ? EraCheck.Check(envelope, context.Request.Headers) : (default, broken);
        if (mismatch is not null)
        {
            await record.RejectAsync(AuditOutcome.Malformed, mismatch.Status);
            await GatewayReply.ProblemAsync(context, mismatch, envelope.Id);
            return;
        }

        CallTelemetry.Of(context)?.Read(envelope);
        await GoOnAsync(context, caller, envelope, era, record);
    }

    private async Task GoOnAsync(HttpContext context, Caller caller, Envelope envelope, ProtocolEra era, CallRecord record)
    {
        var (session, isKnown) = await sessions.FindAsync(context.Request, caller.Grant, era, envelope.Method);
        if (!isKnown)
        {
            await record.RejectAsync(AuditOutcome.NoSession, StatusCodes.Status404NotFound);
            await GatewayReply.ErrorAsync(context, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound, envelope.Id);
            return;
        }

        var exchange = new Exchange(context, caller, envelope, era, session);
        if (envelope.Method == RequestMethods.ToolsCall)
        {
            record.Calls(envelope);
            await tools.HandleAsync(new Call(record.Id, record.At, exchange, envelope) { Record = record }, context.RequestAborted);
            return;
        }

        if (envelope.Method == NotificationMethods.CancelledNotification && era == ProtocolEra.Legacy && held.TryCancel(exchange))
        {
            await record.RejectAsync(AuditOutcome.Answered, StatusCodes.Status202Accepted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (envelope.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && caller.Policy is { } policy)
        {
            // What the agent may soon spend is leased now, so that its first call does not wait.
            book.Warm(caller.Grant, policy.Policy.Limits);
        }

        if (!await record.BeginAsync())
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        record.Report(await relayer.RelayAsync(exchange with { Recorded = record.Recorded }, context.RequestAborted));
    }
}
