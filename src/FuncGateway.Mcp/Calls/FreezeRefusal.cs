using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Refuses every request while an administrator has stopped all calls. Nothing reaches the upstream, not even a notification or the end of a session.</summary>
internal static class FreezeRefusal
{
    public const string Rule = "(frozen)";

    public static Refusal Of(Freeze freeze) => new(TextOf(freeze), Rule) { Verdict = AuditVerdict.Deny };

    /// <summary>Records and answers a posted message if calls are stopped. Returns false if they are not.</summary>
    public static async Task<bool> AnswersAsync(CallContext call)
    {
        if (call.Caller.Freeze is not { } freeze)
        {
            return false;
        }

        var (message, refusal) = (call.Message, Of(freeze));
        var isTool = message.Method == RequestMethods.ToolsCall;
        call.Record.SetRequest(isTool ? message.Name : null, message.Uri, message.Method == RequestMethods.PromptsGet ? message.Name : null);
        if (!await call.Record.RefuseAsync(refusal))
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        if (isTool)
        {
            await refusal.SendAsync(call);
            return true;
        }

        call.Telemetry?.Refused(Rule, isHidden: false, isLimited: false);
        if (message.Kind == EnvelopeKind.Request)
        {
            await GatewayReply.ErrorAsync(call, StatusCodes.Status200OK, McpErrorCode.InvalidRequest, refusal.Text);
        }
        else
        {
            // JSON-RPC has no answer to a notification or a response.
            call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        return true;
    }

    /// <summary>Answers a GET or DELETE if calls are stopped. Returns false if they are not.</summary>
    public static async Task<bool> AnswersStreamAsync(CallContext call)
    {
        if (call.Caller.Freeze is not { } freeze)
        {
            return false;
        }

        await GatewayReply.ErrorAsync(call, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InvalidRequest, TextOf(freeze));
        return true;
    }

    private static string TextOf(Freeze freeze) => $"{Reason.Denied}All calls are stopped by an administrator since {TimeText.Of(freeze.Since)}.";
}
