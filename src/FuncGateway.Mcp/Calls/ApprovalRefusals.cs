using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Text;

namespace FuncGateway.Mcp.Calls;

/// <summary>Builds the response to a call that has not been approved: text for the model, and structured data.</summary>
public sealed class ApprovalRefusals(ApprovalLinks links, ApprovalOptions options)
{
    /// <summary>The rule in the audit log of a call beyond the ceiling of pending approvals.</summary>
    public const string TooManyRule = "(too many wait)";

    private const int MaxReason = 1000;

    public Refusal Pending(Decision decision, ApprovalGateResult.Pending pending)
    {
        var approval = pending.Approval;
        var again = pending.IsRepeat ? " An earlier approval request for this call expired, so a new one was created." : "";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{decision.Reason.AgentText}{again} A person decides at {links.Of(approval.Id)} until {TimeText.Of(approval.ExpiresAt)}; approval id {approval.Id}. The call was not made. Do not poll and do not vary the call: repeat it with identical arguments after about {options.RetryAfter.TotalSeconds:0} s. Once approved, it is allowed one time.");
        return new Refusal(text, decision.Reason.Rule, AuditOutcome.Pending)
        {
            Approval = new ApprovalNotGiven(approval.Id, "pending", approval.Subject.Rule, approval.ExpiresAt, (int)options.RetryAfter.TotalSeconds),
        };
    }

    public static Refusal Refused(Decision decision, Approval approval)
    {
        var why = approval.Answer?.Reason is { Length: > 0 } reason ? $" Reason given: {VisibleText.Of(reason, MaxReason)}." : "";
        var text = $"{Reason.Denied}{decision.Approval?.OnDeny ?? "A person refused this call."}{why} The refusal applies to the identical call until {TimeText.Of(approval.HoldsUntil)} (approval id {approval.Id}).";
        return new Refusal(text, decision.Reason.Rule) { Approval = new ApprovalNotGiven(approval.Id, "refused", approval.Subject.Rule, approval.HoldsUntil) };
    }

    public static Refusal Expired(Decision decision, Approval approval)
    {
        var text = $"{Reason.Denied}Nobody decided on this call in time: approval {approval.Id} expired at {TimeText.Of(approval.ExpiresAt)}. The call was not made. Repeating the identical call creates a new approval request.";
        return new Refusal(text, decision.Reason.Rule) { Approval = new ApprovalNotGiven(approval.Id, "expired", approval.Subject.Rule, approval.ExpiresAt) };
    }

    /// <summary>The identical call has been sent, and as far as is known its answer did not reach the agent.</summary>
    public static Refusal AlreadySent(Decision decision, Approval approval)
    {
        var run = approval.Run ?? throw new ArgumentException($"Approval {approval.Id} has not been consumed.", nameof(approval));
        var text = $"[ALREADY SENT] This call was not made, because the identical call was already sent at {TimeText.Of(run.SentAt)} under approval {run.Approval} (decision {run.DecisionId}). {Became(approval, run)} Find out whether the work is done before you repeat the call: a further identical call asks a person anew.";
        return new Refusal(text, decision.Reason.Rule) { Approval = new ApprovalNotGiven(approval.Id, "consumed", approval.Subject.Rule, null) { Run = run } };
    }

    public static Refusal TooMany(int max) =>
        new($"{Reason.Denied}This call needs a person's approval, and too many calls of this grant wait for one already: {max} may wait at a time. The call was not made. Wait until a person has decided on some of them, and make no other calls that need approval meanwhile.", TooManyRule);

    private static string Became(Approval approval, ApprovalRun run) => run.Outcome switch
    {
        RunOutcome.Answered => "The server answered it (outcome 'answered'), but the answer did not reach you.",
        RunOutcome.Error => "The server answered it with an error (outcome 'error'), but the answer did not reach you; part of the work may be done.",
        _ => $"Its outcome is 'unknown': the work may be done{(approval.Ending is null ? ", or may still be under way" : "")}.",
    };

    public static Refusal Unavailable(Decision decision, string why) =>
        Refusal.Unchecked(decision.Reason.Rule, $"This call needs a person's approval, and {why}; the call was not made.");
}

/// <summary>The structured data about the approval that a call did not get.</summary>
/// <param name="State"><c>pending</c>, <c>refused</c>, <c>expired</c>, or <c>consumed</c> for a call that was already sent.</param>
/// <param name="ExpiresAt">The end of the time in which a person may decide, or in which a refusal applies.</param>
/// <param name="RetryAfter">Seconds to wait before repeating a pending call.</param>
public sealed record ApprovalNotGiven(ApprovalId Id, string State, string Rule, DateTimeOffset? ExpiresAt, int? RetryAfter = null)
{
    /// <summary>The identical call that was already sent; null if there is none.</summary>
    public ApprovalRun? Run { get; init; }

    public JsonObject ToJson()
    {
        var data = new JsonObject { ["id"] = Id.ToString(), ["state"] = State, ["rule"] = Rule, ["expiresAt"] = ExpiresAt is null ? null : TimeText.Of(ExpiresAt) };
        if (RetryAfter is { } seconds)
        {
            data["retryAfter"] = seconds;
        }

        if (Run is { } run)
        {
            (data["sentAt"], data["decision"], data["outcome"]) = (TimeText.Of(run.SentAt), run.DecisionId, RunOutcomes.NameOf(run.Outcome));
        }

        return data;
    }
}
