using FuncGateway.Core.Policies;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Deletes the revisions of retired policies once no audit entry that is kept can name them. Registered after
/// <see cref="AuditRetention"/>, so that it runs after it.
/// </summary>
public sealed class PolicyRetention(IPolicyStore policies, AuditOptions options, TimeProvider time) : IRetention
{
    public string What => "revisions of retired policies";

    /// <returns>The number of revisions deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The audit keeps whole days, and a policy may be in a cache for a moment after it was retired.
        var firstKept = (time.GetUtcNow() - options.Retention).UtcDateTime.Date;
        return policies.DeleteRetiredAsync(new DateTimeOffset(firstKept, TimeSpan.Zero) - CacheAge.Max, cancellationToken);
    }
}
