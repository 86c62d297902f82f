using System.Globalization;

namespace FuncGateway.Core.Approvals;

/// <summary>What has happened to an approval, told from its record.</summary>
public static class ApprovalTimeline
{
    /// <summary>Returns the steps, oldest first. Steps of the same time keep the order in which they follow from each other.</summary>
    public static IReadOnlyList<ApprovalStep> Of(Approval approval, DateTimeOffset now) =>
        [.. new[] { Asked(approval), Notified(approval), Opened(approval), Decided(approval), Consumed(approval), Answered(approval), Expired(approval, now) }.OfType<ApprovalStep>().OrderBy(step => step.At)];

    private static ApprovalStep Asked(Approval approval) =>
        new(ApprovalStepKind.Asked, approval.CreatedAt, approval.Subject.GrantLabel, "The agent made a call that needs approval.");

    private static ApprovalStep? Notified(Approval approval) => approval switch
    {
        { Webhook: { DeliveredAt: { } at, Attempts: var attempts } } => new(ApprovalStepKind.Notified, at, null, $"The webhook was delivered ({Count(attempts)})."),
        { Webhook: { Problem: { } problem, Attempts: var attempts } webhook } =>
            new(ApprovalStepKind.NotNotified, webhook.FailedAt ?? approval.WatchedAt ?? approval.CreatedAt, null, $"The webhook was not delivered ({Count(attempts)}): {problem}"),
        { WatchedAt: { } at } => new(ApprovalStepKind.NotNotified, at, null, "Nobody was notified: no webhook is configured."),
        _ => null,
    };

    private static ApprovalStep? Opened(Approval approval) => approval.Opened is { } opened
        ? new(ApprovalStepKind.Opened, opened.At, opened.By, $"Opened by {opened.By}.")
        : null;

    private static ApprovalStep? Decided(Approval approval) => approval.Answer is { } answer
        ? new(ApprovalStepKind.Decided, answer.At, answer.By, $"{(approval.State == ApprovalState.Refused ? "Refused" : "Approved")} by {answer.By}{(answer.Reason is { Length: > 0 } reason ? $": {reason}" : ".")}")
        : null;

    private static ApprovalStep? Consumed(Approval approval) => approval.Run is { } run
        ? new(ApprovalStepKind.Consumed, run.SentAt, null, $"The approval was used for the call with decision id {run.DecisionId}.")
        : null;

    private static ApprovalStep? Answered(Approval approval) => approval is { State: ApprovalState.Consumed, Ending: { } ending }
        ? new(ApprovalStepKind.Answered, ending.At, null, (ending.Outcome, ending.IsDelivered) switch
        {
            (RunOutcome.Answered, true) => "The server answered, and the answer was delivered to the agent.",
            (RunOutcome.Answered, false) => "The server answered, but the answer did not reach the agent.",
            (RunOutcome.Error, true) => "The server answered with an error, which was delivered to the agent.",
            (RunOutcome.Error, false) => "The server answered with an error, which did not reach the agent.",
            _ => "No answer was received: the work may have been done.",
        })
        : null;

    private static ApprovalStep? Expired(Approval approval, DateTimeOffset now) => (approval.StateAt(now), approval.HoldsUntil) switch
    {
        (ApprovalState.Expired, null) => new(ApprovalStepKind.Expired, approval.ExpiresAt, null, "Nobody decided in time."),
        (ApprovalState.Expired, { } end) => new(ApprovalStepKind.Expired, end, null, "The approval was not used in time."),
        _ => null,
    };

    private static string Count(int attempts) => attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{attempts} attempts");
}

/// <summary>Something that happened to an approval.</summary>
/// <param name="By">The label of the grant that asked, or the person who did it; null if it was the gateway.</param>
/// <param name="Text">The same as a sentence.</param>
public sealed record ApprovalStep(ApprovalStepKind Kind, DateTimeOffset At, string? By, string Text);

public enum ApprovalStepKind
{
    Asked,

    /// <summary>The webhook was delivered.</summary>
    Notified,

    /// <summary>The webhook has not been delivered so far, or none is configured.</summary>
    NotNotified,

    Opened,
    Decided,

    /// <summary>The call was sent, or was about to be.</summary>
    Consumed,

    /// <summary>The call ended, even without an answer.</summary>
    Answered,

    Expired,
}
