using System.Collections.Concurrent;

namespace FuncGateway.Core.Approvals;

/// <summary>Wakes calls that wait in this process for a decision made in this process. Calls in other processes find it by polling the store.</summary>
public sealed class ApprovalSignals
{
    private readonly ConcurrentDictionary<ApprovalId, TaskCompletionSource> _waiting = new();

    /// <summary>Completes when the approval may have changed. Spurious wake-ups are harmless: the waiter reads the store.</summary>
    public Task Next(ApprovalId id) => _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(ApprovalId id)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}
