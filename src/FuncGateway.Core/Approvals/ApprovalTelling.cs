namespace FuncGateway.Core.Approvals;

/// <summary>
/// Tells an agent what became of an approved call whose answer it did not get. That it was told is recorded only after the telling has been sent, so a
/// telling may be repeated but is not lost.
/// </summary>
public sealed class ApprovalTelling : IAsyncDisposable
{
    private readonly TaskCompletionSource<bool> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _recorded;

    internal ApprovalTelling(Approval told, ConsumedApprovals approvals) => _recorded = approvals.Track(told.Id, async () =>
    {
        if (await _sent.Task)
        {
            await approvals.TellAsync(told);
        }
    });

    /// <summary>The telling has been handed to the client's connection.</summary>
    public void Sent() => _sent.TrySetResult(true);

    public async ValueTask DisposeAsync()
    {
        _sent.TrySetResult(false);
        await _recorded;
    }
}
