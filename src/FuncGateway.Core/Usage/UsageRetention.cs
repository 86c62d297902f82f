using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Usage;

/// <summary>Deletes usage of days whose audit records are past their retention too.</summary>
public sealed class UsageRetention(IUsageStore store, AuditOptions options, TimeProvider time) : IRetention
{
    public string What => "hours of usage";

    /// <returns>The number of rows deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) =>
        store.DeleteBeforeAsync(DateOnly.FromDateTime((time.GetUtcNow() - options.Retention).UtcDateTime), cancellationToken);
}
