using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>An approval as people see it.</summary>
/// <param name="State"><c>pending</c>, <c>approved</c>, <c>refused</c>, <c>expired</c> or <c>consumed</c>, by the clock: what has run out is expired.</param>
/// <param name="HoldsUntil">Once decided: until then an approval may be used, and a refusal holds.</param>
/// <param name="Decision">Null while nobody has decided.</param>
/// <param name="Arguments">As the agent sent them; in lists null.</param>
/// <param name="ArgumentsProblem">Why there are no arguments to see.</param>
/// <param name="WhenApproved">What a person lets happen by approving.</param>
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

/// <summary>What a person said.</summary>
/// <param name="Decision"><c>approve</c> or <c>refuse</c>.</param>
internal sealed record ApprovalDecisionView(string Decision, string By, DateTimeOffset At, string? Reason);

/// <summary>Some approvals.</summary>
/// <param name="Cursor">For <c>?cursor=</c>, to see what follows; null at the end. A page may be short and still have one.</param>
internal sealed record ApprovalListing(IReadOnlyList<ApprovalView> Items, string? Cursor);

/// <summary>What the admin API says of approvals, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApprovalListing))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
