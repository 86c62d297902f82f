using System.Runtime.CompilerServices;
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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask RouteAsync(CallContext call)
    {
        var message = call.Message;
        var (session, isKnown) = await sessions.FindAsync(call.Http.Request, call.Caller, call.Era, message.Method);
        if (!isKnown)
        {
            await call.Record.AnswerAsync(AuditOutcome.NoSession, StatusCodes.Status404NotFound);
            await GatewayReply.ErrorAsync(call, StatusCodes.Status404NotFound, SessionErrors.NotFoundCode, SessionErrors.NotFound);
            return;
        }

        call.SetSession(session);
        if (await judge.JudgeContinuedAsync(call, call.Http.RequestAborted) is { } refusal)
        {
            await PassThrough.RefuseAsync(call, refusal);
        }
        else if (message.Method == RequestMethods.ToolsCall)
        {
            call.Record.SetRequest(tool: message.Name ?? "");
            await tools.HandleAsync(call, call.Http.RequestAborted);
        }
        else if (message.Method == NotificationMethods.CancelledNotification && call.Era == ProtocolEra.Legacy && held.TryCancel(call))
        {
            await call.Record.AnswerAsync(AuditOutcome.Answered, StatusCodes.Status202Accepted);
            call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            await others.HandleAsync(call, call.Http.RequestAborted);
        }
    }
}
