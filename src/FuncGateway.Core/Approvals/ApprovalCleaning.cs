namespace FuncGateway.Core.Approvals;

/// <summary>Deletes approvals, with their arguments, that are older than the retention. Each host runs it now and then; twice does no harm.</summary>
public sealed class ApprovalCleaning(IApprovalStore store, ApprovalOptions options, TimeProvider time)
{
    /// <summary>How many were deleted.</summary>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.DeleteAsync(now - options.Retention, now, cancellationToken);
    }
}
