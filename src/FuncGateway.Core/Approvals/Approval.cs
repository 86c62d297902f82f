using System.Globalization;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// A person's answer to a held call: pending, then approved, refused or expired; approved, then consumed, once. Each change is a pure function of the
/// record and the time; who stores the result decides by its version who was first.
/// </summary>
/// <param name="Timeout">The rule's: how long a person may take, how long an approval may then be used, and how long a refusal holds.</param>
public sealed record Approval(ApprovalId Id, ApprovalSubject Subject, DateTimeOffset CreatedAt, TimeSpan Timeout)
{
    public ApprovalState State { get; init; }

    public ApprovalAnswer? Answer { get; init; }

    public DateTimeOffset? ConsumedAt { get; init; }

    /// <summary>The decision id of the call that consumed it.</summary>
    public string? ConsumedBy { get; init; }

    /// <summary>When its flow was first seen running; null: nobody is known to watch over it yet.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    public WebhookDelivery Webhook { get; init; } = WebhookDelivery.None;

    /// <summary>Until then a person may decide.</summary>
    public DateTimeOffset ExpiresAt => CreatedAt + Timeout;

    /// <summary>Until then an approval may be used, and a refusal holds; null before the decision.</summary>
    public DateTimeOffset? HoldsUntil => Answer is { } answer ? answer.At + Timeout : null;

    /// <summary>The state by the clock: what has run out counts as expired, also before anybody has written that down.</summary>
    public ApprovalState StateAt(DateTimeOffset now) => State switch
    {
        ApprovalState.Pending when now >= ExpiresAt => ApprovalState.Expired,
        ApprovalState.Approved when now >= HoldsUntil => ApprovalState.Expired,
        var state => state,
    };

    /// <summary>Whether a refusal still answers the identical call.</summary>
    public bool RefusesAt(DateTimeOffset now) => State == ApprovalState.Refused && now < HoldsUntil;

    public ApprovalChange Approve(ApprovalAnswer answer) => Decide(ApprovalState.Approved, answer);

    public ApprovalChange Refuse(ApprovalAnswer answer) => Decide(ApprovalState.Refused, answer);

    public ApprovalChange Expire(DateTimeOffset now) => (State, StateAt(now)) switch
    {
        (ApprovalState.Pending, ApprovalState.Expired) => new ApprovalChange.Done(this with { State = ApprovalState.Expired }),
        (ApprovalState.Pending, _) => new ApprovalChange.Illegal($"The approval may be decided until {At(ExpiresAt)}; it does not expire before."),
        _ => new ApprovalChange.Illegal($"The approval {Stands(now)}; only a pending one expires."),
    };

    public ApprovalChange Consume(string decisionId, DateTimeOffset now) => StateAt(now) == ApprovalState.Approved
        ? new ApprovalChange.Done(this with { State = ApprovalState.Consumed, ConsumedAt = now, ConsumedBy = decisionId })
        : new ApprovalChange.Illegal($"The approval {Stands(now)}; only an approved one lets a call through.");

    /// <summary>Gives back what the call took: its upstream certainly did not do the work.</summary>
    public ApprovalChange Restore(string decisionId, DateTimeOffset now) => State == ApprovalState.Consumed && ConsumedBy == decisionId
        ? new ApprovalChange.Done(this with { State = ApprovalState.Approved, ConsumedAt = null, ConsumedBy = null })
        : new ApprovalChange.Illegal($"The approval {Stands(now)}; only the call that consumed it gives it back.");

    private ApprovalChange Decide(ApprovalState decided, ApprovalAnswer answer) => StateAt(answer.At) == ApprovalState.Pending
        ? new ApprovalChange.Done(this with { State = decided, Answer = answer })
        : new ApprovalChange.Illegal($"The approval {Stands(answer.At)}; only a pending one can be decided.");

    private string Stands(DateTimeOffset now) => (StateAt(now), Answer) switch
    {
        (ApprovalState.Pending, _) => "is pending",
        (ApprovalState.Expired, null) => $"expired at {At(ExpiresAt)}",
        (ApprovalState.Expired, _) => $"was approved and not used until {At(HoldsUntil)}",
        (ApprovalState.Approved, { } answer) => $"was approved by {answer.By} at {At(answer.At)}",
        (ApprovalState.Refused, { } answer) => $"was refused by {answer.By} at {At(answer.At)}",
        _ => $"was used for a call at {At(ConsumedAt)}",
    };

    private static string At(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "an unknown time";
}

/// <summary>Where an approval stands. Only <see cref="Approved"/> lets a call through, once.</summary>
public enum ApprovalState
{
    Pending,
    Approved,
    Refused,
    Expired,

    /// <summary>The call it was given for was made, or may have been.</summary>
    Consumed,
}

/// <summary>What a person is asked about; the arguments are kept apart, encrypted.</summary>
/// <param name="GrantLabel">The grant's label when the person was asked.</param>
/// <param name="Rule">Pointer to the entry of the policy that asks.</param>
/// <param name="ArgumentsSha256">SHA-256 of the canonical arguments.</param>
public sealed record ApprovalSubject(
    GrantId Grant,
    string GrantLabel,
    ServerId Server,
    string Tool,
    PolicyId Policy,
    int PolicyRevision,
    string Rule,
    string ArgumentsSha256);

/// <summary>What a person said, who it was and when.</summary>
/// <param name="Reason">Shown to the agent when the call is refused.</param>
public sealed record ApprovalAnswer(string By, DateTimeOffset At, string? Reason);

/// <summary>What became of a wish to change an approval.</summary>
public abstract record ApprovalChange
{
    private ApprovalChange() { }

    public sealed record Done(Approval Next) : ApprovalChange;

    /// <summary>The approval does not go there from where it stands.</summary>
    public sealed record Illegal(string Why) : ApprovalChange;
}

/// <summary>How telling people about an approval went.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Problem">Why the last try failed; null when it did not, or none was made.</param>
public sealed record WebhookDelivery(int Attempts = 0, DateTimeOffset? DeliveredAt = null, string? Problem = null)
{
    public static WebhookDelivery None { get; } = new();
}
