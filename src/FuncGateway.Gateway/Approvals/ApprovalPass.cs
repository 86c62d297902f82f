using FuncGateway.Gateway.Relay;

namespace FuncGateway.Gateway.Approvals;

/// <summary>
/// A consumed approval in the hands of the one call it lets through. Given back when disposed, unless the upstream may have begun the work: then it
/// stays consumed, whatever happens to this process.
/// </summary>
public sealed class ApprovalPass(Approval consumed, ApprovalDesk desk) : IAsyncDisposable
{
    // Giving back is the gateway's own business: it happens also when the caller has gone, and it is not waited for without end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private bool _isOver;

    public Approval Approval => consumed;

    /// <summary>From now on the upstream may do the work.</summary>
    public void Use() => _isOver = true;

    /// <summary>What the upstream certainly did not do is given back, before the agent hears of it: its next try must find it.</summary>
    public async Task SettleAsync(RelayOutcome outcome)
    {
        if (outcome is RelayOutcome.NotSent or RelayOutcome.Refused)
        {
            using var patience = new CancellationTokenSource(Patience);
            await desk.RestoreAsync(consumed, patience.Token);
        }
    }

    /// <summary>Nothing was sent and nothing will be.</summary>
    public async Task GiveBackAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await SettleAsync(RelayOutcome.NotSent);
        }
    }

    public async ValueTask DisposeAsync() => await GiveBackAsync();
}
