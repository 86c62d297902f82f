using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>Stores a person's decision in the approval's row, which is authoritative, and then wakes whatever is waiting for it.</summary>
public sealed partial class ApprovalDecisions(IApprovalStore store, IFlows flows, ApprovalSignals signals, ILogger<ApprovalDecisions> logger)
{
    private const int MaxAttempts = 10;

    /// <returns>The state change, or null if the approval does not exist.</returns>
    public async Task<ApprovalChange?> DecideAsync(ApprovalId id, bool approves, ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } stored)
            {
                return null;
            }

            if (attempt > 0 && stored.Value.Answer == answer && (stored.Value.State != ApprovalState.Refused) == approves)
            {
                // The conflict was with this very change: a write is repeated if its response is lost.
                return await AnnounceAsync(stored.Value, cancellationToken);
            }

            var change = approves ? stored.Value.Approve(answer) : stored.Value.Refuse(answer);
            if (change is not ApprovalChange.Done { Next: var decided })
            {
                return change;
            }

            if (await store.SaveAsync(decided, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return await AnnounceAsync(decided, cancellationToken);
            }
        }

        return new ApprovalChange.Illegal($"The approval was changed concurrently {MaxAttempts} times. Reload it and decide again.");
    }

    private async Task<ApprovalChange> AnnounceAsync(Approval decided, CancellationToken cancellationToken)
    {
        signals.Raise(decided.Id);
        await RaiseEventAsync(decided.Id, cancellationToken);
        return new ApprovalChange.Done(decided);
    }

    // The event may be lost or duplicated: the flow and every waiting call read the row.
    private async Task RaiseEventAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        try
        {
            await flows.RaiseAsync(id.ToString(), ApprovalFlow.DecisionEvent, new ApprovalEvent(id.ToString()), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogNotRaised(e, id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The flow of approval {Approval} was not notified of the decision; it reads the approval when the timeout ends")]
    private partial void LogNotRaised(Exception exception, ApprovalId approval);
}
