using FuncGateway.Gateway.Access;
using FuncGateway.Gateway.Limits;
using FuncGateway.Gateway.Relay;
using FuncGateway.Gateway.Telemetry;
using FuncGateway.Gateway.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Gateway.Calls;

/// <summary>A POST of an identified caller: one message, read strictly, judged if it calls a tool, relayed.</summary>
public sealed class PostPath(MessageReader reader, Sessions sessions, ToolCallPath tools, Relayer relayer, PermitBook book, HeldCalls held, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context, Caller caller)
    {
        // 1. Read
        var (body, problem) = await reader.ReadAsync(context.Request, context.RequestAborted);
        using var _ = body;
        if (body is null || problem is not null)
        {
            await Reply.ProblemAsync(context, problem ?? WireProblem.BadRequest("The body could not be read."));
            return;
        }

        var (envelope, broken) = EnvelopeReader.Read(body.Bytes);
        var (era, mismatch) = broken is null ? EraCheck.Check(envelope, context.Request.Headers) : (default, broken);
        if (mismatch is not null)
        {
            await Reply.ProblemAsync(context, mismatch, envelope.Id);
            return;
        }

        CallTelemetry.Of(context)?.Read(envelope);
        await GoOnAsync(context, caller, envelope, era);
    }

    private async Task GoOnAsync(HttpContext context, Caller caller, Envelope envelope, ProtocolEra era)
    {
        var (session, isKnown) = await sessions.FindAsync(context.Request, caller.Grant, era, envelope.Method);
        if (!isKnown)
        {
            await Reply.ErrorAsync(context, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound, envelope.Id);
            return;
        }

        var exchange = new Exchange(context, caller, envelope, era, session);
        if (envelope.Method == RequestMethods.ToolsCall)
        {
            var now = time.GetUtcNow();
            await tools.HandleAsync(new Call(Ulid.NewUlid(now), now, exchange, envelope), context.RequestAborted);
            return;
        }

        if (envelope.Method == NotificationMethods.CancelledNotification && era == ProtocolEra.Legacy && held.TryCancel(exchange))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (envelope.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && caller.Policy is { } policy)
        {
            // What the agent may soon spend is leased now, so that its first call does not wait.
            book.Warm(caller.Grant, policy.Policy.Limits);
        }

        await relayer.RelayAsync(exchange, context.RequestAborted);
    }
}
