using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Sends a refusal in the form that fits the refused message.</summary>
internal static class RefusalReply
{
    public static Task SendAsync(CallContext call, Refusal refusal)
    {
        if (call.Message.Kind != EnvelopeKind.Request && !call.IsToolCall)
        {
            // JSON-RPC has no answer to a notification or a response.
            call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }

        return call.IsToolCall && refusal is { IsHidden: false, Code: null } ? DenyToolAsync(call, refusal) : FailAsync(call, refusal);
    }

    private static Task FailAsync(CallContext call, Refusal refusal)
    {
        var code = refusal.Code ?? (call.Era == ProtocolEra.Legacy && RequestKinds.Of(call.Message) == RequestKind.Resource
            ? McpErrorCode.ResourceNotFound
            : McpErrorCode.InvalidParams);

        // As of 2026-07-28, clients take an unknown method from the status.
        var status = code == McpErrorCode.MethodNotFound && call.Era == ProtocolEra.Modern ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return GatewayReply.ErrorAsync(call, status, code, refusal.Text);
    }

    // Clients pass a tool's result on to the model, but not a JSON-RPC error.
    private static Task DenyToolAsync(CallContext call, Refusal refusal)
    {
        var meta = new JsonObject { ["id"] = call.DecisionId, ["rule"] = refusal.AgentRule };
        if (refusal.ResetsAt is { } at)
        {
            meta["resetAt"] = TimeText.Of(at);
        }

        var all = new JsonObject { [Refusal.MetaKey] = meta };
        if (refusal.Approval is { } approval)
        {
            all[Refusal.ApprovalMetaKey] = approval.ToJson();
        }

        return GatewayReply.JsonAsync(call, StatusCodes.Status200OK, ReplyBody.ToolDenial(call.MessageId.Span, call.Era, refusal.Text, all));
    }
}
