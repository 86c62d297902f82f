using System.Text.Json.Nodes;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Why a tool call is not relayed, as the agent is told.</summary>
/// <param name="Text">The complete text for the model.</param>
/// <param name="Rule">What the log calls the rule.</param>
/// <param name="ResetsAt">For a full limit: when its window ends.</param>
/// <param name="IsHidden">Answered as if the tool did not exist.</param>
public sealed record Refusal(string Text, string Rule, DateTimeOffset? ResetsAt = null, bool IsHidden = false)
{
    public const string MetaKey = "funcgateway/decision";
    public const string ApprovalMetaKey = "funcgateway/approval";

    /// <summary>What there is to know about the approval that the call did not get.</summary>
    public JsonObject? Approval { get; init; }

    public static Refusal By(Reason reason, DateTimeOffset? resetsAt = null) =>
        new(reason.AgentText, reason.Rule, resetsAt, reason is Reason.Hidden);

    /// <summary>A part that the decision needs did not answer.</summary>
    public static Refusal Unchecked(string rule, string why) => new("[POLICY DENIED] " + why, rule);

    internal const string AuditRule = "(audit)";

    /// <summary>What cannot be recorded is not done.</summary>
    public static Refusal Unrecorded { get; } =
        Unchecked(AuditRule, "The gateway's audit log does not answer, so the call was not made; try again in a few seconds.");

    internal Task SendAsync(Call call)
    {
        CallTelemetry.Of(call.Context)?.Refused(Rule, IsHidden, isLimited: ResetsAt is not null);
        if (IsHidden)
        {
            return GatewayReply.ErrorAsync(call.Context, 200, McpErrorCode.InvalidParams, Text, call.Envelope.Id);
        }

        var meta = new JsonObject { ["id"] = call.DecisionId.ToString(), ["rule"] = Rule };
        if (ResetsAt is { } at)
        {
            meta["resetAt"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        }

        var all = new JsonObject { [MetaKey] = meta };
        if (Approval is { } approval)
        {
            all[ApprovalMetaKey] = approval.DeepClone();
        }

        return GatewayReply.JsonAsync(call.Context, 200, ReplyBody.ToolDenial(call.Envelope.Id.Span, call.Exchange.Era, Text, all));
    }
}
