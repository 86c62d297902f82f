using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Text;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>Finds or creates the approval of an exact call, and consumes it. Concurrent callers are resolved by the row version.</summary>
// Five parameters: it reads the rounds, leaves creating one and what follows the consuming to others, and needs a clock for expiry and a log for outages.
public sealed partial class ApprovalGate(IApprovalStore store, ApprovalOpening opening, ConsumedApprovals approvals, TimeProvider time, ILogger<ApprovalGate> logger)
{
    private const int MaxAttempts = 10;

    /// <summary>The store of approvals does not answer, or has no key.</summary>
    public static ApprovalGateResult.Unavailable NotStored { get; } = new("approvals cannot be stored at the moment");

    /// <summary>Returns how long a call is kept open while it waits: the policy's value, or else the gateway's default.</summary>
    public TimeSpan HoldOf(Decision decision) => opening.HoldOf(decision);

    /// <summary>Returns why no person can be asked about such a call; null if one can.</summary>
    /// <param name="contentLength">Length in bytes of what the approval would bind.</param>
    public ApprovalGateResult.Unavailable? FindProblem(int contentLength, string tool, Decision decision) =>
        opening.FindProblem(contentLength, tool, decision.Reason.Rule);

    /// <summary>Whether an identical call was sent whose outcome the agent has yet to be told.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> IsUntoldAsync(CallKey call, CancellationToken cancellationToken) =>
        await store.ListRoundsAsync(call, cancellationToken) is [{ Value.Untold: not null }, ..];

    /// <param name="waitedFor">The approval this call has been waiting for, if any. If it has expired, no new one is created.</param>
    public async Task<ApprovalGateResult> AskAsync(ApprovalRequest request, ApprovalId? waitedFor, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                if (await AskOnceAsync(request, waitedFor, cancellationToken) is { } answer)
                {
                    return answer;
                }
            }
        }
        catch (StoreUnavailableException e)
        {
            LogUnavailable(e, VisibleText.Of(request.Subject.Tool));
        }

        return NotStored;
    }

    /// <summary>Consumes an approval for this call only. Returns null if another call consumed it first, or it has expired.</summary>
    public async Task<ApprovalGateResult?> ConsumeAsync(Stored<Approval> approved, string decisionId, CancellationToken cancellationToken)
    {
        if (approved.Value.Consume(decisionId, time.GetUtcNow()) is not ApprovalChange.Done { Next: var consumed })
        {
            return null;
        }

        try
        {
            // A conflict may be with this very change: a write is repeated if its response is lost.
            return await store.SaveAsync(consumed, approved.Version, cancellationToken) == SaveResult.Saved
                || (await store.FindAsync(consumed.Id, cancellationToken))?.Value.ConsumedBy == decisionId
                    ? new ApprovalGateResult.Consumed(new ApprovalPass(consumed, approvals))
                    : null;
        }
        catch (StoreUnavailableException e)
        {
            // It may have been consumed before the store stopped answering.
            LogUnavailable(e, VisibleText.Of(consumed.Subject.Tool));
            await approvals.RestoreAsync(consumed);
            return NotStored;
        }
    }

    /// <summary>Begins to tell the agent what became of the call that consumed the approval.</summary>
    public ApprovalTelling Tell(Approval alreadySent) => new(alreadySent, approvals);

    // Returns null after a conflict: read the rounds again.
    private async Task<ApprovalGateResult?> AskOnceAsync(ApprovalRequest request, ApprovalId? waitedFor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rounds = await store.ListRoundsAsync(request.Call, cancellationToken);

        // A restored approval may be older than a round that was started in the meantime.
        if (rounds.FirstOrDefault(round => round.Value.StateAt(now) == ApprovalState.Approved) is { } approved)
        {
            return new ApprovalGateResult.Approved(approved);
        }

        var latest = rounds.Count > 0 ? rounds[0].Value : null;
        var state = latest?.StateAt(now);
        switch (state)
        {
            case ApprovalState.Pending when latest is not null:
                if (waitedFor is null)
                {
                    await opening.WatchAsync(latest, cancellationToken);
                }

                return new ApprovalGateResult.Pending(latest, IsRepeat: false);
            case ApprovalState.Refused when latest is not null && latest.RefusesAt(now):
                return new ApprovalGateResult.Refused(latest);
            case ApprovalState.Expired when latest is not null && latest.Id == waitedFor:
                return new ApprovalGateResult.Expired(latest);
            case ApprovalState.Consumed when latest is { Untold: not null }:
                return await FindSentAsync(latest, cancellationToken);
            default:
                return await opening.BeginAsync(request, latest, isRepeat: state == ApprovalState.Expired, now, cancellationToken);
        }
    }

    // Returns null if the approval has changed: read the rounds again.
    private async Task<ApprovalGateResult?> FindSentAsync(Approval consumed, CancellationToken cancellationToken)
    {
        if (approvals.ChangeOf(consumed.Id) is not { } change)
        {
            return new ApprovalGateResult.AlreadySent(consumed);
        }

        await change.WaitAsync(cancellationToken);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "A call to {Tool} was denied: its approval cannot be stored")]
    private partial void LogUnavailable(Exception exception, string tool);
}
