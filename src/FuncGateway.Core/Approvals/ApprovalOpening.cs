using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>Creates the approval of a call, and starts the flow that notifies people and closes it.</summary>
public sealed partial class ApprovalOpening(IApprovalStore store, ArgumentEncryption encryption, IFlows flows, ILogger<ApprovalOpening> logger)
{
    /// <summary>Creates the next round of an approval. Returns null if another call created it first.</summary>
    /// <param name="before">The latest round, if there is one.</param>
    /// <param name="isRepeat">An earlier round of the same call expired.</param>
    internal async Task<ApprovalGateResult?> BeginAsync(ApprovalRequest request, Approval? before, bool isRepeat, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = before?.Id.Next() ?? ApprovalId.First(request.Call);
        var approval = new Approval(id, request.Subject, now, request.Timeout);
        var arguments = await encryption.EncryptAsync(id, request.Arguments, cancellationToken);
        if (await store.AddAsync(approval, arguments, cancellationToken) == SaveResult.Conflict)
        {
            return null;
        }

        await WatchAsync(approval, cancellationToken);
        return new ApprovalGateResult.Pending(approval, isRepeat);
    }

    /// <summary>Starts the flow if none has been seen running, because the process that created the approval may have crashed first.</summary>
    internal async Task WatchAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval.WatchedAt is not null)
        {
            return;
        }

        try
        {
            await flows.StartAsync(ApprovalFlow.Name, approval.Id.ToString(), new ApprovalFlowInput(approval.Id.ToString(), approval.ExpiresAt), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            // The row is authoritative: people see it, it expires by the clock, and the next call tries to start the flow again.
            LogNotWatched(e, approval.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The flow of approval {Approval} could not be started")]
    private partial void LogNotWatched(Exception exception, ApprovalId approval);
}
