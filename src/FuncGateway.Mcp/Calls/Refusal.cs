using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>The refusal of a tool call: what the agent is told, and what the audit records.</summary>
/// <param name="Text">The complete text for the model.</param>
/// <param name="Rule">The rule as named in the audit log.</param>
/// <param name="Outcome">The outcome in the audit log.</param>
public sealed record Refusal(string Text, string Rule, AuditOutcome Outcome = AuditOutcome.Denied)
{
    public const string MetaKey = "funcgateway/decision";
    public const string ApprovalMetaKey = "funcgateway/approval";

    /// <summary>For an exhausted limit, the end of its window.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Whether the response pretends that the tool does not exist.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The approval that the call did not get; null if it needed none, or none could be requested.</summary>
    public ApprovalNotGiven? Approval { get; init; }

    /// <summary>The call could not be recorded, so it was not made.</summary>
    public static Refusal Unrecorded { get; } =
        Unchecked("(audit)", "The gateway's audit log does not answer, so the call was not made; try again in a few seconds.");

    public static Refusal By(Reason reason) => new(reason.AgentText, reason.Rule) { IsHidden = reason is Reason.Hidden };

    public static Refusal ByLimit(Reason reason, DateTimeOffset resetsAt) => new(reason.AgentText, reason.Rule, AuditOutcome.Limited) { ResetsAt = resetsAt };

    /// <summary>A component that the decision needs did not answer.</summary>
    public static Refusal Unchecked(string rule, string why) => new(Reason.Denied + why, rule);

    internal Task SendAsync(CallContext call)
    {
        call.Telemetry?.Refused(Rule, IsHidden, isLimited: ResetsAt is not null);
        if (IsHidden)
        {
            return GatewayReply.ErrorAsync(call, 200, McpErrorCode.InvalidParams, Text);
        }

        var meta = new JsonObject { ["id"] = call.DecisionId, ["rule"] = Rule };
        if (ResetsAt is { } at)
        {
            meta["resetAt"] = TimeText.Of(at);
        }

        var all = new JsonObject { [MetaKey] = meta };
        if (Approval is { } approval)
        {
            all[ApprovalMetaKey] = approval.ToJson();
        }

        return GatewayReply.JsonAsync(call, 200, ReplyBody.ToolDenial(call.MessageId.Span, call.Era, Text, all));
    }
}
