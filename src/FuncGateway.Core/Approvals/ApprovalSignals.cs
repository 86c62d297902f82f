using System.Collections.Concurrent;

namespace FuncGateway.Core.Approvals;

/// <summary>Wakes calls of this process that wait for a decision made in this process. Others find it in the store, a moment later.</summary>
public sealed class ApprovalSignals
{
    private readonly ConcurrentDictionary<ApprovalId, TaskCompletionSource> _waiting = new();

    /// <summary>Completes when something may have changed. Waking for nothing is harmless: who wakes looks into the store.</summary>
    public Task Next(ApprovalId id) => _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(ApprovalId id)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}
