using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Overview;

/// <summary>Counts the approvals that wait for a decision.</summary>
internal sealed class PendingApprovals(IApprovalStore store, TimeProvider time)
{
    private const int Max = 1_000;
    private const int PageSize = 200;
    private static readonly ApprovalQuery Pending = new(ApprovalState.Pending);

    /// <summary>Counts up to 1,000.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var (count, now, cursor) = (0, time.GetUtcNow(), (string?)null);
        do
        {
            var page = await store.ListAsync(Pending, cursor, PageSize, cancellationToken);

            // One whose time is over may still be stored as pending.
            count += page.Approvals.Count(stored => now < stored.Value.ExpiresAt);
            cursor = page.Cursor;
        }
        while (cursor is not null && count < Max);

        return Math.Min(count, Max);
    }
}
