namespace FuncGateway.Core.Approvals;

/// <summary>
/// A consumed approval, held by the one call it lets through. Disposing restores it, unless the upstream may have begun the work: then it
/// stays consumed, whatever happens to this process.
/// </summary>
public sealed class ApprovalPass(Approval consumed, ApprovalGate gate) : IAsyncDisposable
{
    // Restoring must not depend on the caller still being connected, so it has its own timeout instead of the request's token.
    private static readonly TimeSpan RestoreTimeout = TimeSpan.FromSeconds(10);
    private bool _isUsedOrRestored;

    public Approval Approval => consumed;

    /// <summary>Marks the approval as used: from now on the upstream may do the work.</summary>
    public void Use() => _isUsedOrRestored = true;

    /// <summary>Restores the approval because the upstream certainly did not do the work. Call it before answering the agent, so that its next attempt finds the approval.</summary>
    public async Task RestoreAsync()
    {
        using var timeout = new CancellationTokenSource(RestoreTimeout);
        await gate.RestoreAsync(consumed, timeout.Token);
    }

    /// <summary>Restores the approval unless it has been used: nothing was sent and nothing will be.</summary>
    public async Task ReleaseAsync()
    {
        if (!_isUsedOrRestored)
        {
            _isUsedOrRestored = true;
            await RestoreAsync();
        }
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();
}
