using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>An approval as returned by the admin API.</summary>
/// <param name="State"><c>pending</c>, <c>approved</c>, <c>refused</c>, <c>expired</c> or <c>consumed</c>. An approval past its time is <c>expired</c>.</param>
/// <param name="HoldsUntil">After the decision: the end of the time in which an approval may be used and a refusal applies.</param>
/// <param name="Decision">Null before the decision.</param>
/// <param name="ContentHmac">HMAC-SHA256, under a key of the gateway, of everything that the approval binds.</param>
/// <param name="Ending">How the call ended that used the approval; null before that.</param>
/// <param name="Before">The latest identical call that ran before this approval was requested; null if there was none.</param>
/// <param name="Timeline">What has happened so far, oldest first.</param>
/// <param name="ToolClass"><c>read</c>, <c>write</c>, <c>execute</c>, <c>destructive</c> or <c>financial</c>; null for a tool that is not in the newest snapshot.</param>
/// <param name="Arguments">As the agent sent them; null in lists.</param>
/// <param name="AlsoBound">What else the approval binds, as the agent sent it: <c>task</c>, <c>inputResponses</c>, <c>requestState</c>, <c>_meta</c>, <c>headers</c>; null if there is nothing, and in lists.</param>
/// <param name="ArgumentsProblem">Why the arguments and the rest cannot be shown.</param>
/// <param name="WhenApproved">What approving allows, in a sentence.</param>
/// <param name="Similar">The latest decided approvals of the same tool of the same server, newest first, at most 5; null in lists.</param>
/// <param name="LastApproved">The latest approved call of that tool; null if there is none, if its arguments cannot be read, and in lists.</param>
internal sealed record ApprovalView(
    string Id,
    string State,
    string Server,
    string Tool,
    string Grant,
    string GrantLabel,
    string Policy,
    int PolicyRevision,
    string Rule,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? HoldsUntil,
    ApprovalDecisionView? Decision,
    DateTimeOffset? ConsumedAt,
    string? ConsumedBy,
    WebhookDelivery Webhook,
    string ContentHmac,
    ApprovalRunView? Ending,
    ApprovalRunView? Before,
    IReadOnlyList<ApprovalStepView> Timeline,
    string? ToolClass = null,
    JsonElement? Arguments = null,
    JsonObject? AlsoBound = null,
    string? ArgumentsProblem = null,
    string? WhenApproved = null,
    IReadOnlyList<SimilarApprovalView>? Similar = null,
    LastApprovedView? LastApproved = null)
{
    public static ApprovalView Of(Approval approval, DateTimeOffset now) => new(
        approval.Id.ToString(),
        NameOf(approval.StateAt(now)),
        approval.Subject.Server.Value,
        approval.Subject.Tool,
        approval.Subject.Grant.Value,
        approval.Subject.GrantLabel,
        approval.Subject.Policy.Value,
        approval.Subject.PolicyRevision,
        approval.Subject.Rule,
        approval.CreatedAt,
        approval.ExpiresAt,
        approval.HoldsUntil,
        ApprovalDecisionView.Of(approval),
        approval.ConsumedAt,
        approval.ConsumedBy,
        approval.Webhook,
        approval.Subject.ContentHmac,
        approval.Run is { } run ? ApprovalRunView.Of(run) : null,
        approval.Before is { } before ? ApprovalRunView.Of(before) : null,
        [.. ApprovalTimeline.Of(approval, now).Select(ApprovalStepView.Of)]);

    public static string NameOf(ApprovalState state) => state switch
    {
        ApprovalState.Pending => "pending",
        ApprovalState.Approved => "approved",
        ApprovalState.Refused => "refused",
        ApprovalState.Consumed => "consumed",
        _ => "expired",
    };

    public static bool TryState(string? text, out ApprovalState state)
    {
        state = Enum.GetValues<ApprovalState>().FirstOrDefault(each => NameOf(each) == text);
        return NameOf(state) == text;
    }
}

/// <summary>A person's decision.</summary>
/// <param name="Decision"><c>approve</c> or <c>refuse</c>.</param>
internal sealed record ApprovalDecisionView(string Decision, string By, DateTimeOffset At, string? Reason)
{
    /// <summary>Returns null before the decision.</summary>
    public static ApprovalDecisionView? Of(Approval approval) => approval.Answer is { } answer
        ? new(approval.State == ApprovalState.Refused ? "refuse" : "approve", answer.By, answer.At, answer.Reason)
        : null;
}

/// <summary>A call that an approval let through.</summary>
/// <param name="Approval">The approval that it used.</param>
/// <param name="DecisionId">Its decision id, as in the audit.</param>
/// <param name="Outcome"><c>answered</c>, <c>error</c> or <c>unknown</c>; a call that still runs is <c>unknown</c>.</param>
/// <param name="IsDelivered">Whether its answer was handed to the agent's connection.</param>
/// <param name="Text">The same as a sentence.</param>
internal sealed record ApprovalRunView(string Approval, string DecisionId, DateTimeOffset SentAt, string Outcome, bool IsDelivered, string Text)
{
    public static ApprovalRunView Of(ApprovalRun run) =>
        new(run.Approval.ToString(), run.DecisionId, run.SentAt, RunOutcomes.NameOf(run.Outcome), run.IsDelivered, RunOutcomes.Sentence(run));
}

/// <summary>A page of approvals.</summary>
/// <param name="Cursor">Value of <c>?cursor=</c> for the next page; null on the last page. A page may be short and still have a cursor.</param>
internal sealed record ApprovalListing(IReadOnlyList<ApprovalView> Items, string? Cursor);

/// <summary>Serialisation of the requests and responses about approvals.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApprovalListing))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
