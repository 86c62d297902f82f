using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Routes a message after it has been read: a tool call to its steps, everything else to the upstream.</summary>
// Five parameters: who the message belongs to, and where it can go.
public sealed class MessageRouter(Sessions sessions, RequestJudge judge, ToolCallSteps tools, HeldCalls held, PassThrough others)
{
    internal ValueTask RouteAsync(CallContext call)
    {
        // Most messages are admitted without waiting. They need no state here while their steps wait for the upstream.
        var admitting = AdmitAsync(call);
        return admitting.IsCompletedSuccessfully ? RouteAsync(call, admitting.Result) : RouteWhenAdmittedAsync(call, admitting);
    }

    private async ValueTask RouteWhenAdmittedAsync(CallContext call, ValueTask<bool> admitting) => await RouteAsync(call, await admitting);

    /// <summary>Finds the session, and checks that what the message continues is the grant's own. Returns false if the message has been answered with a refusal.</summary>
    private async ValueTask<bool> AdmitAsync(CallContext call)
    {
        var (session, isKnown) = await sessions.FindAsync(call.Http.Request, call.Caller, call.Era, call.Message.Method);
        if (!isKnown)
        {
            await call.Record.AnswerAsync(AuditOutcome.NoSession, StatusCodes.Status404NotFound);
            await GatewayReply.ErrorAsync(call, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound);
            return false;
        }

        call.SetSession(session);
        if (await judge.JudgeContinuedAsync(call, call.Http.RequestAborted) is { } refusal)
        {
            await PassThrough.RefuseAsync(call, refusal);
            return false;
        }

        return true;
    }

    private ValueTask RouteAsync(CallContext call, bool isAdmitted)
    {
        var message = call.Message;
        if (!isAdmitted)
        {
            return default;
        }

        if (message.Method == RequestMethods.ToolsCall)
        {
            call.Record.SetRequest(tool: message.Name ?? "");
            return tools.HandleAsync(call, call.Http.RequestAborted);
        }

        return message.Method == NotificationMethods.CancelledNotification && call.Era == ProtocolEra.Legacy && held.TryCancel(call)
            ? new(AcceptAsync(call))
            : others.HandleAsync(call, call.Http.RequestAborted);
    }

    private static async Task AcceptAsync(CallContext call)
    {
        await call.Record.AnswerAsync(AuditOutcome.Answered, StatusCodes.Status202Accepted);
        call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
