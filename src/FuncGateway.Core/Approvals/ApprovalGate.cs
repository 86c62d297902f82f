using FuncGateway.Policies.Decisions;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>Finds or creates the approval of an exact call, and consumes it. Concurrent callers are resolved by the row version.</summary>
// Five parameters: it reads the rounds, leaves creating one to ApprovalOpening, and needs a clock for expiry and a log for outages.
public sealed partial class ApprovalGate(IApprovalStore store, ApprovalOpening opening, ApprovalOptions options, TimeProvider time, ILogger<ApprovalGate> logger)
{
    private const int MaxAttempts = 10;
    private const int MaxNameLength = 4096;
    private static readonly ApprovalGateResult NotStored = new ApprovalGateResult.Unavailable("approvals cannot be stored at the moment");

    /// <summary>Returns how long a call is kept open while it waits: the policy's value, or else the gateway's default.</summary>
    public TimeSpan HoldOf(Decision decision) => decision.Approval?.Hold ?? options.Hold;

    /// <param name="waitedFor">The approval this call has been waiting for, if any. If it has expired, no new one is created.</param>
    public async Task<ApprovalGateResult> AskAsync(ApprovalRequest request, ApprovalId? waitedFor, CancellationToken cancellationToken)
    {
        if (request.Arguments.Length > options.MaxArgumentBytes)
        {
            return new ApprovalGateResult.Unavailable($"its arguments have {request.Arguments.Length} bytes; approvals accept up to {options.MaxArgumentBytes}");
        }

        if (request.Subject.Tool.Length > MaxNameLength || request.Subject.Rule.Length > MaxNameLength)
        {
            return new ApprovalGateResult.Unavailable($"the name of its tool or rule is too long; up to {MaxNameLength} characters can be shown to a person");
        }

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
            LogUnavailable(e, request.Subject.Tool);
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
                    ? new ApprovalGateResult.Consumed(new ApprovalPass(consumed, this))
                    : null;
        }
        catch (StoreUnavailableException e)
        {
            // It may have been consumed before the store stopped answering.
            LogUnavailable(e, consumed.Subject.Tool);
            await RestoreAsync(consumed, cancellationToken);
            return NotStored;
        }
    }

    internal async Task<bool> RestoreAsync(Approval consumed, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                var stored = await store.FindAsync(consumed.Id, cancellationToken);
                if (stored?.Value.Restore(consumed.ConsumedBy ?? "", time.GetUtcNow()) is not ApprovalChange.Done { Next: var restored })
                {
                    return false;
                }

                if (await store.SaveAsync(restored, stored.Version, cancellationToken) == SaveResult.Saved)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            LogNotRestored(e, consumed.Id);
        }

        return false;
    }

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
            default:
                return await opening.BeginAsync(request, latest, isRepeat: state == ApprovalState.Expired, now, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A call to {Tool} was denied: its approval cannot be stored")]
    private partial void LogUnavailable(Exception exception, string tool);

    [LoggerMessage(LogLevel.Error, "Approval {Approval} stays consumed although its call was not made: the store does not answer")]
    private partial void LogNotRestored(Exception exception, ApprovalId approval);
}
