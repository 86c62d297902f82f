using FuncGateway.Core.Policies;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Deletes the revisions of retired policies once no audit entry that is kept can name them. Every host runs it periodically, after
/// <see cref="AuditRetention"/>; concurrent runs do no harm.
/// </summary>
public sealed class PolicyRetention(IPolicyStore policies, AuditOptions options, TimeProvider time)
{
    /// <returns>The number of revisions deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The audit keeps whole days, and a policy may be in a cache for a moment after it was retired.
        var firstKept = (time.GetUtcNow() - options.Retention).UtcDateTime.Date;
        return policies.DeleteRetiredAsync(new DateTimeOffset(firstKept, TimeSpan.Zero) - CacheAge.Max, cancellationToken);
    }
}
