namespace FuncGateway.Core.Approvals;

/// <summary>
/// A consumed approval in the hands of the one call it lets through. Given back when disposed, unless the upstream may have begun the work: then it
/// stays consumed, whatever happens to this process.
/// </summary>
public sealed class ApprovalPass(Approval consumed, ApprovalGate desk) : IAsyncDisposable
{
    // Giving back is the gateway's own business: it happens also when the caller has gone, and it is not waited for without end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private bool _isOver;

    public Approval Approval => consumed;

    /// <summary>From now on the upstream may do the work.</summary>
    public void Use() => _isOver = true;

    /// <summary>Gives the approval back because the upstream certainly did not do the work; before the agent is answered, so that its next attempt finds it.</summary>
    public async Task RestoreAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await desk.RestoreAsync(consumed, patience.Token);
    }

    /// <summary>Nothing was sent and nothing will be.</summary>
    public async Task ReleaseAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await RestoreAsync();
        }
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();
}
