using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>An approval as returned by the admin API.</summary>
/// <param name="State"><c>pending</c>, <c>approved</c>, <c>refused</c>, <c>expired</c> or <c>consumed</c>. An approval past its time is <c>expired</c>.</param>
/// <param name="HoldsUntil">After the decision: the end of the time in which an approval may be used and a refusal applies.</param>
/// <param name="Decision">Null before the decision.</param>
/// <param name="Arguments">As the agent sent them; null in lists.</param>
/// <param name="ArgumentsProblem">Why the arguments cannot be shown.</param>
/// <param name="WhenApproved">What approving allows, in a sentence.</param>
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
    string ArgumentsSha256,
    JsonElement? Arguments = null,
    string? ArgumentsProblem = null,
    string? WhenApproved = null)
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
        approval.Answer is { } answer ? new ApprovalDecisionView(approval.State == ApprovalState.Refused ? "refuse" : "approve", answer.By, answer.At, answer.Reason) : null,
        approval.ConsumedAt,
        approval.ConsumedBy,
        approval.Webhook,
        approval.Subject.ArgumentsSha256);

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
internal sealed record ApprovalDecisionView(string Decision, string By, DateTimeOffset At, string? Reason);

/// <summary>A page of approvals.</summary>
/// <param name="Cursor">Value of <c>?cursor=</c> for the next page; null on the last page. A page may be short and still have a cursor.</param>
internal sealed record ApprovalListing(IReadOnlyList<ApprovalView> Items, string? Cursor);

/// <summary>Serialisation of the requests and responses about approvals.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApprovalListing))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
