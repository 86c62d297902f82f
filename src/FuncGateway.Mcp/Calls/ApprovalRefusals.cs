using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>What an agent is told of a call that a person has not let through: in words for the model, and as data.</summary>
public sealed class ApprovalRefusals(ApprovalLinks links, ApprovalOptions options)
{
    private const string Denied = "[POLICY DENIED] ";

    public Refusal Pending(Decision decision, DeskAnswer.Pending pending)
    {
        var approval = pending.Approval;
        var again = pending.IsRepeat ? " An earlier request for this call ran out, so people are asked anew." : "";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{decision.Reason.AgentText}{again} A person decides at {links.Of(approval.Id)} until {At(approval.ExpiresAt)}; approval id {approval.Id}. The call was not made. Do not poll and do not vary the call: repeat it with identical arguments after about {options.RetryAfter.TotalSeconds:0} s. Once approved it passes one time.");
        return new Refusal(text, decision.Reason.Rule) { Approval = Data(approval, "pending", approval.ExpiresAt, (int)options.RetryAfter.TotalSeconds) };
    }

    public static Refusal Refused(Decision decision, Approval approval)
    {
        var why = approval.Answer?.Reason is { Length: > 0 } reason ? $" Reason given: {reason}." : "";
        var text = $"{Denied}{decision.Approval?.OnDeny ?? "A person refused this call."}{why} The refusal holds for the identical call until {At(approval.HoldsUntil)} (approval id {approval.Id}).";
        return new Refusal(text, decision.Reason.Rule) { Approval = Data(approval, "refused", approval.HoldsUntil) };
    }

    public static Refusal Expired(Decision decision, Approval approval)
    {
        var text = $"{Denied}Nobody decided on this call in time: approval {approval.Id} expired at {At(approval.ExpiresAt)}. The call was not made. The identical call asks people anew.";
        return new Refusal(text, decision.Reason.Rule) { Approval = Data(approval, "expired", approval.ExpiresAt) };
    }

    public static Refusal Unavailable(Decision decision, string why) =>
        Refusal.Unchecked(decision.Reason.Rule, $"This call needs a person's approval, and {why}; the call was not made.");

    private static JsonObject Data(Approval approval, string state, DateTimeOffset? expiresAt, int? retryAfter = null)
    {
        var data = new JsonObject { ["id"] = approval.Id.ToString(), ["state"] = state, ["rule"] = approval.Subject.Rule, ["expiresAt"] = At(expiresAt) };
        if (retryAfter is { } seconds)
        {
            data["retryAfter"] = seconds;
        }

        return data;
    }

    private static string At(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
