using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// What happens to an approval after it has been consumed: it is restored if nothing was sent, or the ending of its call is recorded, or that the agent was
/// told of it. Nothing here needs the caller to be still connected, so each has its own timeout.
/// </summary>
public sealed partial class ConsumedApprovals(IApprovalStore store, ApprovalSignals signals, TimeProvider time, ILogger<ConsumedApprovals> logger)
{
    private const int MaxAttempts = 10;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<ApprovalId, Task> _changing = new();

    /// <summary>Restores an approval because nothing was sent. Returns false if that is not certain.</summary>
    internal async Task<bool> RestoreAsync(Approval consumed)
    {
        var restored = await TryChangeAsync(consumed.Id, stored => stored.Restore(consumed.ConsumedBy ?? "", time.GetUtcNow()));
        signals.Raise(consumed.Id);
        return restored;
    }

    /// <summary>Records the ending of the call in the background: the answer does not wait for it. An ending that is lost reads as unknown.</summary>
    internal void End(Approval consumed, RunOutcome outcome, bool isDelivered)
    {
        var ending = new ApprovalEnding(outcome, isDelivered, time.GetUtcNow());
        _ = Track(consumed.Id, async () =>
        {
            await TryChangeAsync(consumed.Id, stored => stored.End(consumed.ConsumedBy ?? "", ending));
            signals.Raise(consumed.Id);
        });
    }

    /// <summary>Records that the agent was told what became of the call.</summary>
    internal async Task TellAsync(Approval told) =>
        await TryChangeAsync(told.Id, stored => stored.Tell(told.Ending, time.GetUtcNow()));

    /// <summary>
    /// Runs work that is about to change the approval. An identical call that comes meanwhile in this process waits for it, so that a client that repeats a
    /// call right after its answer finds what was recorded.
    /// </summary>
    internal Task Track(ApprovalId id, Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _changing[id] = done.Task;
        return RunAsync();

        async Task RunAsync()
        {
            try
            {
                await work();
            }
            finally
            {
                _changing.TryRemove(new(id, done.Task));
                done.SetResult();
            }
        }
    }

    /// <summary>Completes when a change that is under way in this process has been made; null if there is none.</summary>
    internal Task? ChangeOf(ApprovalId id) => _changing.GetValueOrDefault(id);

    private async Task<bool> TryChangeAsync(ApprovalId id, Func<Approval, ApprovalChange> change)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                var stored = await store.FindAsync(id, timeout.Token);
                if (stored is null || change(stored.Value) is not ApprovalChange.Done { Next: var next })
                {
                    return false;
                }

                if (await store.SaveAsync(next, stored.Version, timeout.Token) == SaveResult.Saved)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            LogNotRecorded(e, id);
        }

        return false;
    }

    [LoggerMessage(LogLevel.Error, "What became of the call of approval {Approval} could not be recorded, so it reads as unknown: the store does not answer")]
    private partial void LogNotRecorded(Exception exception, ApprovalId approval);
}
