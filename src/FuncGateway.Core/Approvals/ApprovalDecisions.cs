using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>A person's decision: written into the row, which is what counts, and then told to whoever waits.</summary>
public sealed partial class ApprovalDecisions(IApprovalStore store, IFlows flows, ApprovalSignals signals, ILogger<ApprovalDecisions> logger)
{
    private const int Attempts = 10;

    /// <summary>Null when there is no such approval.</summary>
    public async Task<ApprovalChange?> DecideAsync(ApprovalId id, bool approves, ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } stored)
            {
                return null;
            }

            var change = approves ? stored.Value.Approve(answer) : stored.Value.Refuse(answer);
            if (change is not ApprovalChange.Done { Next: var decided })
            {
                return change;
            }

            if (await store.SaveAsync(decided, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                signals.Raise(id);
                await HintAsync(id, cancellationToken);
                return change;
            }
        }

        return new ApprovalChange.Illegal($"Others changed the approval {Attempts} times while the decision was on its way. Look at it again and repeat.");
    }

    // Lost or doubled, it makes no difference: the flow and every waiting call look at the row.
    private async Task HintAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        try
        {
            await flows.RaiseAsync(id.ToString(), ApprovalFlow.DecisionEvent, new ApprovalEvent(id.ToString()), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogNotHinted(e, id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The flow of approval {Approval} was not told of the decision; it will look by itself when the time is up")]
    private partial void LogNotHinted(Exception exception, ApprovalId approval);
}
