using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// A person's answer to a held call: pending, then approved, refused or expired; an approved one is consumed once. Each transition is a pure function
/// of the record and the time. Concurrent changes are resolved by the row version when the result is saved.
/// </summary>
/// <param name="Timeout">The rule's timeout: how long a person may take to decide, how long an approval may then be used, and how long a refusal applies.</param>
public sealed record Approval(ApprovalId Id, ApprovalSubject Subject, DateTimeOffset CreatedAt, TimeSpan Timeout)
{
    // Longer than the silence after which an upstream is given up.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    public ApprovalState State { get; init; }

    public ApprovalAnswer? Answer { get; init; }

    public DateTimeOffset? ConsumedAt { get; init; }

    /// <summary>The decision id of the call that consumed it.</summary>
    public string? ConsumedBy { get; init; }

    /// <summary>How the call that consumed it ended; null while that call runs, and for good if its process ended first.</summary>
    public ApprovalEnding? Ending { get; init; }

    /// <summary>When the agent was told what became of the call, because its answer had not been delivered; null if it has not been told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>The latest identical call that ran before this approval was requested; null if there was none.</summary>
    public ApprovalRun? Before { get; init; }

    /// <summary>When its flow was first seen running; null if it has not been seen yet.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>Who first opened it while it was pending; null if nobody has said so.</summary>
    public ApprovalOpened? Opened { get; init; }

    public WebhookDelivery Webhook { get; init; } = WebhookDelivery.None;

    /// <summary>The end of the time in which a person may decide.</summary>
    public DateTimeOffset ExpiresAt => CreatedAt + Timeout;

    /// <summary>The end of the time in which an approval may be used and a refusal applies; null before the decision.</summary>
    public DateTimeOffset? HoldsUntil => Answer is { } answer ? answer.At + Timeout : null;

    /// <summary>The call that consumed it. An ending that was never recorded reads as unknown and not delivered. Null if it is not consumed.</summary>
    public ApprovalRun? Run => State == ApprovalState.Consumed && ConsumedAt is { } sentAt
        ? new ApprovalRun(Id, ConsumedBy ?? "", sentAt, Ending?.Outcome ?? RunOutcome.Unknown, Ending?.IsDelivered ?? false)
        : null;

    /// <summary>What became of its call, if the agent has yet to be told: the answer was not delivered, as far as is known.</summary>
    public ApprovalRun? Untold => ToldAt is null && Run is { IsDelivered: false } run ? run : null;

    /// <summary>Until when a call without a recorded ending may still be running; null if it has ended. Later, its process is taken to have ended.</summary>
    public DateTimeOffset? MayRunUntil => State == ApprovalState.Consumed && Ending is null ? ConsumedAt + LongestRun : null;

    /// <summary>The state at a given time: an approval past its time counts as expired even if that has not been stored yet.</summary>
    public ApprovalState StateAt(DateTimeOffset now) => State switch
    {
        ApprovalState.Pending when now >= ExpiresAt => ApprovalState.Expired,
        ApprovalState.Approved when now >= HoldsUntil => ApprovalState.Expired,
        var state => state,
    };

    /// <summary>Whether a refusal still applies to the identical call.</summary>
    public bool RefusesAt(DateTimeOffset now) => State == ApprovalState.Refused && now < HoldsUntil;

    /// <summary>Notes the first person who opens it. Nothing is noted after the decision, so that opening it cannot get in the way of the call.</summary>
    public ApprovalChange Open(ApprovalOpened opened) => (StateAt(opened.At), Opened) switch
    {
        (ApprovalState.Pending, null) => new ApprovalChange.Done(this with { Opened = opened }),
        (ApprovalState.Pending, { } first) => new ApprovalChange.Illegal($"The approval was opened by {first.By} at {TimeText.Of(first.At)}; only the first time is noted."),
        _ => new ApprovalChange.Illegal($"The approval {Describe(opened.At)}; only opening a pending one is noted."),
    };

    public ApprovalChange Approve(ApprovalAnswer answer) => Decide(ApprovalState.Approved, answer);

    public ApprovalChange Refuse(ApprovalAnswer answer) => Decide(ApprovalState.Refused, answer);

    public ApprovalChange Expire(DateTimeOffset now) => (State, StateAt(now)) switch
    {
        (ApprovalState.Pending, ApprovalState.Expired) => new ApprovalChange.Done(this with { State = ApprovalState.Expired }),
        (ApprovalState.Pending, _) => new ApprovalChange.Illegal($"The approval can be decided until {TimeText.Of(ExpiresAt)}; it does not expire before then."),
        _ => new ApprovalChange.Illegal($"The approval {Describe(now)}; only a pending one expires."),
    };

    public ApprovalChange Consume(string decisionId, DateTimeOffset now) => StateAt(now) == ApprovalState.Approved
        ? new ApprovalChange.Done(this with { State = ApprovalState.Consumed, ConsumedAt = now, ConsumedBy = decisionId })
        : new ApprovalChange.Illegal($"The approval {Describe(now)}; only an approved one lets a call through.");

    /// <summary>Makes a consumed approval usable again, when it is certain that the upstream did not do the work.</summary>
    public ApprovalChange Restore(string decisionId, DateTimeOffset now) => State == ApprovalState.Consumed && ConsumedBy == decisionId
        ? new ApprovalChange.Done(this with { State = ApprovalState.Approved, ConsumedAt = null, ConsumedBy = null })
        : new ApprovalChange.Illegal($"The approval {Describe(now)}; only the call that consumed it can restore it.");

    /// <summary>Records how the call that consumed it ended. If its answer was not delivered, the agent is told, even if it was told before that the outcome is unknown.</summary>
    public ApprovalChange End(string decisionId, ApprovalEnding ending) => State == ApprovalState.Consumed && ConsumedBy == decisionId
        ? new ApprovalChange.Done(this with { Ending = ending, ToldAt = ending.IsDelivered ? ToldAt : null })
        : new ApprovalChange.Illegal($"The approval {Describe(ending.At)}; only the call that consumed it can end it.");

    /// <summary>Records that the agent was told what became of the call. Nothing is recorded if more has become known since: then the agent is told that too.</summary>
    /// <param name="told">The ending that the agent was told; null for one that had not been recorded.</param>
    public ApprovalChange Tell(ApprovalEnding? told, DateTimeOffset now) => State == ApprovalState.Consumed && Ending == told
        ? new ApprovalChange.Done(this with { ToldAt = now })
        : new ApprovalChange.Illegal($"The approval {Describe(now)}, and it has changed since the agent was told.");

    private ApprovalChange Decide(ApprovalState decided, ApprovalAnswer answer) => StateAt(answer.At) == ApprovalState.Pending
        ? new ApprovalChange.Done(this with { State = decided, Answer = answer })
        : new ApprovalChange.Illegal($"The approval {Describe(answer.At)}; only a pending one can be decided.");

    private string Describe(DateTimeOffset now) => (StateAt(now), Answer) switch
    {
        (ApprovalState.Pending, _) => "is pending",
        (ApprovalState.Expired, null) => $"expired at {TimeText.Of(ExpiresAt)}",
        (ApprovalState.Expired, { } answer) => $"was approved by {answer.By} at {TimeText.Of(answer.At)} but not used by {TimeText.Of(HoldsUntil)}",
        (ApprovalState.Approved, { } answer) => $"was approved by {answer.By} at {TimeText.Of(answer.At)}",
        (ApprovalState.Refused, { } answer) => $"was refused by {answer.By} at {TimeText.Of(answer.At)}",
        (_, { } answer) => $"was approved by {answer.By} at {TimeText.Of(answer.At)} and was used for a call at {TimeText.Of(ConsumedAt)}",
        _ => $"was used for a call at {TimeText.Of(ConsumedAt)}",
    };
}

/// <summary>The state of an approval. Only <see cref="Approved"/> lets a call through, once.</summary>
public enum ApprovalState
{
    Pending,
    Approved,
    Refused,
    Expired,

    /// <summary>The approved call was made, or may have been.</summary>
    Consumed,
}

/// <summary>What a person is asked to approve. The content of the call is stored separately, encrypted.</summary>
/// <param name="GrantLabel">The grant's label at the time of the request.</param>
/// <param name="Rule">JSON Pointer to the policy entry that requires approval.</param>
/// <param name="ContentHmac">HMAC-SHA256, under a key of the gateway, of everything in the call that the approval binds, in canonical JSON.</param>
public sealed record ApprovalSubject(
    GrantId Grant,
    string GrantLabel,
    ServerId Server,
    string Tool,
    PolicyId Policy,
    int PolicyRevision,
    string Rule,
    string ContentHmac);

/// <summary>A person's decision: who made it, when and why.</summary>
/// <param name="Reason">Shown to the agent if the call is refused.</param>
public sealed record ApprovalAnswer(string By, DateTimeOffset At, string? Reason);

/// <summary>The first time that a person opened an approval.</summary>
public sealed record ApprovalOpened(string By, DateTimeOffset At);

/// <summary>The result of a requested state change.</summary>
public abstract record ApprovalChange
{
    private ApprovalChange() { }

    public sealed record Done(Approval Next) : ApprovalChange;

    /// <summary>The current state does not allow the change.</summary>
    public sealed record Illegal(string Why) : ApprovalChange;
}

/// <summary>The state of the webhook notification of an approval.</summary>
/// <param name="Attempts">Number of delivery attempts.</param>
/// <param name="Problem">Why the last attempt failed; null if it succeeded or none was made.</param>
/// <param name="FailedAt">When the last attempt failed; null if it succeeded or none was made.</param>
public sealed record WebhookDelivery(int Attempts = 0, DateTimeOffset? DeliveredAt = null, string? Problem = null, DateTimeOffset? FailedAt = null)
{
    public static WebhookDelivery None { get; } = new();
}
