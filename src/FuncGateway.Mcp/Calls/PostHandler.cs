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

/// <summary>Handles a POST from an identified caller: parses one message strictly, then decides it if it is a tool call, or relays it.</summary>
// Seven parameters, because this is where the kinds of messages are told apart.
public sealed class PostHandler(MessageReader reader, Sessions sessions, ToolCallSteps tools, Relayer relayer, PermitBook book, HeldCalls held, CallRecords records)
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
        await RouteAsync(call);
    }

    private static async Task RejectAsync(CallContext call, WireProblem problem, AuditOutcome outcome)
    {
        await call.Record.RejectAsync(outcome, problem.Status);
        await GatewayReply.ProblemAsync(call, problem);
    }

    private async Task RouteAsync(CallContext call)
    {
        var message = call.Message;
        var (session, isKnown) = await sessions.FindAsync(call.Http.Request, call.Caller.Grant, call.Era, message.Method);
        if (!isKnown)
        {
            await call.Record.RejectAsync(AuditOutcome.NoSession, StatusCodes.Status404NotFound);
            await GatewayReply.ErrorAsync(call, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound);
            return;
        }

        call.Join(session);
        if (message.Method == RequestMethods.ToolsCall)
        {
            call.Record.SetToolCall(message);
            await tools.HandleAsync(call, call.Http.RequestAborted);
            return;
        }

        if (message.Method == NotificationMethods.CancelledNotification && call.Era == ProtocolEra.Legacy && held.TryCancel(call))
        {
            await call.Record.RejectAsync(AuditOutcome.Answered, StatusCodes.Status202Accepted);
            call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (message.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && call.Caller.Policy is { } policy)
        {
            // Lease permits now, so that the agent's first call does not have to wait.
            book.Warm(call.Caller.Grant, policy.Policy.Limits);
        }

        if (!await call.Record.BeginAsync())
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        call.Record.Report(await relayer.RelayAsync(call, call.Http.RequestAborted));
    }
}
