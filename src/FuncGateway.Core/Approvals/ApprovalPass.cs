namespace FuncGateway.Core.Approvals;

/// <summary>
/// A consumed approval, held by the one call it lets through. Disposing restores it, unless the upstream may have begun the work: then it
/// stays consumed, whatever happens to this process.
/// </summary>
public sealed class ApprovalPass(Approval consumed, ConsumedApprovals approvals) : IAsyncDisposable
{
    private State _state;

    private enum State
    {
        Held,

        /// <summary>The upstream may do the work.</summary>
        Used,

        /// <summary>Restored, or its ending has been recorded.</summary>
        Settled,
    }

    public Approval Approval => consumed;

    /// <summary>Marks the approval as used: from now on the upstream may do the work.</summary>
    public void Use() => _state = State.Used;

    /// <summary>Restores the approval because nothing was sent. Call it before answering the agent, so that its next attempt finds the approval.</summary>
    public async Task RestoreAsync()
    {
        _state = State.Settled;
        await approvals.RestoreAsync(consumed);
    }

    /// <summary>Restores the approval unless it has been used: nothing was sent and nothing will be.</summary>
    public Task ReleaseAsync() => _state == State.Held ? RestoreAsync() : Task.CompletedTask;

    /// <summary>Records in the background how the call ended. Has no effect if the approval was restored.</summary>
    /// <param name="isDelivered">Whether the complete answer was handed to the client's connection.</param>
    public void End(RunOutcome outcome, bool isDelivered)
    {
        if (_state == State.Used)
        {
            _state = State.Settled;
            approvals.End(consumed, outcome, isDelivered);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();

        // The call failed without a report: nothing is known, and nothing was delivered.
        End(RunOutcome.Unknown, isDelivered: false);
    }
}
