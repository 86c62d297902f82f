namespace FuncGateway.Core.Approvals;

/// <summary>Deletes approvals that are older than the retention, together with their arguments.</summary>
public sealed class ApprovalRetention(IApprovalStore store, ApprovalOptions options, TimeProvider time) : IRetention
{
    public string What => "approvals";

    /// <returns>The number of approvals deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.DeleteAsync(now - options.Retention, now, cancellationToken);
    }
}
