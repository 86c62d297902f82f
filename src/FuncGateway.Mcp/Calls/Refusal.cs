using FuncGateway.Core.Audit;
using FuncGateway.Policies.Decisions;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>The refusal of a message: what the agent is told, and what the audit records.</summary>
/// <param name="Text">The complete text for the model.</param>
/// <param name="Rule">The rule as named in the audit log.</param>
/// <param name="Outcome">The outcome in the audit log.</param>
public sealed record Refusal(string Text, string Rule, AuditOutcome Outcome = AuditOutcome.Refused)
{
    public const string MetaKey = "funcgateway/decision";
    public const string ApprovalMetaKey = "funcgateway/approval";

    /// <summary>For an exhausted limit, the end of its window.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The verdict in the audit log, where it is not that of the decision.</summary>
    public AuditVerdict? Verdict { get; init; }

    /// <summary>The rule as named to the agent.</summary>
    public string AgentRule { get; init; } = Rule;

    /// <summary>The text in the audit log: without what may be a credential or another grant's.</summary>
    public string LogText { get; init; } = Text;

    /// <summary>The JSON-RPC error code, if it is not the usual one for the message.</summary>
    public McpErrorCode? Code { get; init; }

    /// <summary>Whether the tool is hidden, whatever the agent is told. For metrics.</summary>
    public bool IsHiddenTool { get; init; }

    /// <summary>Whether the response pretends that the tool does not exist.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The approval that the call did not get; null if it needed none, or none could be requested.</summary>
    public ApprovalNotGiven? Approval { get; init; }

    /// <summary>The call could not be recorded, so it was not made.</summary>
    public static Refusal Unrecorded { get; } =
        Unchecked("(audit)", "The gateway's audit log does not answer, so the call was not made; try again in a few seconds.");

    /// <summary>The task is another grant's, or there is none: the agent cannot tell.</summary>
    public static Refusal UnknownTask { get; } = new("Task not found", "(not owned)") { Code = McpErrorCode.InvalidParams, Verdict = AuditVerdict.Deny };

    /// <summary>The state was given to another grant, or to none: the agent cannot tell.</summary>
    public static Refusal UnknownState { get; } =
        new("\"params.requestState\" is not one that the server gave to this grant; send the request without it.", "(not owned)") { Code = McpErrorCode.InvalidParams, Verdict = AuditVerdict.Deny };

    /// <summary>The message names a request that cannot be told to be the grant's own.</summary>
    public static Refusal NotOwned { get; } =
        new("The message names a request, and without a session it is relayed only if that request is in flight for this grant alone; it was dropped.", "(not owned)") { Verdict = AuditVerdict.Deny };

    public static Refusal By(Reason reason) => new(reason.AgentText, reason.Rule)
    {
        AgentRule = reason.AgentRule,
        LogText = reason.LogText,
        IsHidden = reason is Reason.Hidden or Reason.ChangedSinceAccepted,
        IsHiddenTool = reason.IsHidden,
    };

    public static Refusal UnknownMethod(string method) =>
        new($"{Reason.Denied}Method \"{method}\" is not permitted by policy.", "(unknown method)") { Verdict = AuditVerdict.Deny };

    /// <summary>The message lacks what it is judged by.</summary>
    public static Refusal Malformed(string problem) =>
        new(problem, "(malformed)", AuditOutcome.Malformed) { Code = McpErrorCode.InvalidParams, Verdict = AuditVerdict.Deny };

    public static Refusal ByLimit(Reason reason, DateTimeOffset resetsAt) => new(reason.AgentText, reason.Rule) { ResetsAt = resetsAt, Verdict = AuditVerdict.Limited };

    /// <summary>A component that the decision needs did not answer.</summary>
    public static Refusal Unchecked(string rule, string why) => new(Reason.Denied + why, rule);

    internal Task SendAsync(CallContext call)
    {
        call.Telemetry?.Refused(Rule, IsHiddenTool, isLimited: ResetsAt is not null);
        return RefusalReply.SendAsync(call, this);
    }
}
