using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>Something that happened to an approval.</summary>
/// <param name="Event"><c>asked</c>, <c>notified</c>, <c>notNotified</c> (no webhook, or not delivered so far), <c>opened</c>, <c>decided</c>, <c>consumed</c>, <c>answered</c> (the call ended, even without an answer) or <c>expired</c>.</param>
/// <param name="By">The label of the grant that asked, or the person who did it; null if it was the gateway.</param>
/// <param name="Text">The same as a sentence.</param>
internal sealed record ApprovalStepView(
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ApprovalStepKind>))] ApprovalStepKind Event,
    DateTimeOffset At,
    string? By,
    string Text)
{
    public static ApprovalStepView Of(ApprovalStep step) => new(step.Kind, step.At, step.By, step.Text);
}
