using FuncGateway.Policies.Decisions;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>Creates the approval of a call, within the ceilings, and starts the flow that notifies people and closes it.</summary>
// Five parameters: the store, what is encrypted in it and its ceilings, the flows, and a log for their outages.
public sealed partial class ApprovalOpening(IApprovalStore store, ArgumentEncryption encryption, ApprovalOptions options, IFlows flows, ILogger<ApprovalOpening> logger)
{
    private const int MaxNameLength = 4096;

    // One call of a grant is counted at a time, so that calls made at once do not all find room below the ceiling.
    private readonly SemaphoreSlim[] _counting = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Returns how long a call is kept open while it waits: the policy's value, or else the gateway's default.</summary>
    public TimeSpan HoldOf(Decision decision) => decision.Approval?.Hold ?? options.Hold;

    /// <summary>Returns why no person can be asked about this call; null if one can.</summary>
    internal ApprovalGateResult.Unavailable? FindProblem(int contentLength, string tool, string rule)
    {
        if (contentLength > options.MaxArgumentBytes)
        {
            return new ApprovalGateResult.Unavailable($"its content has {contentLength} bytes; approvals accept up to {options.MaxArgumentBytes}");
        }

        return tool.Length > MaxNameLength || rule.Length > MaxNameLength
            ? new ApprovalGateResult.Unavailable($"the name of its tool or rule is too long; up to {MaxNameLength} characters can be shown to a person")
            : null;
    }

    /// <summary>Creates the next round of an approval. Returns null if another call created it first.</summary>
    /// <param name="before">The latest round, if there is one.</param>
    /// <param name="isRepeat">An earlier round of the same call expired.</param>
    internal async Task<ApprovalGateResult?> BeginAsync(ApprovalRequest request, Approval? before, bool isRepeat, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counting = _counting[(uint)request.Subject.Grant.GetHashCode() % _counting.Length];
        await counting.WaitAsync(cancellationToken);
        try
        {
            return await AddAsync(request, before, isRepeat, now, cancellationToken);
        }
        finally
        {
            counting.Release();
        }
    }

    private async Task<ApprovalGateResult?> AddAsync(ApprovalRequest request, Approval? before, bool isRepeat, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (grant, max) = (request.Subject.Grant, options.MaxPendingPerGrant);
        if (await store.CountPendingAsync(grant, max, now, cancellationToken) >= max)
        {
            return new ApprovalGateResult.TooMany(max);
        }

        var id = before?.Id.Next() ?? ApprovalId.First(request.Call);
        var approval = new Approval(id, request.Subject, now, request.Timeout) { Before = before?.Run ?? before?.Before };
        var arguments = await encryption.EncryptAsync(id, request.Content, cancellationToken);
        if (await store.AddAsync(approval, arguments, cancellationToken) == SaveResult.Conflict)
        {
            return null;
        }

        // Another instance may have found the same room. Of two, at least the one that added last sees both. People are told only after this.
        if (await store.CountPendingAsync(grant, max + 1, now, cancellationToken) > max && await store.WithdrawAsync(id, cancellationToken))
        {
            return new ApprovalGateResult.TooMany(max);
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
