namespace FuncGateway.Core.Tasks;

/// <summary>Deletes the owners of tasks that have expired. Every host runs it periodically; concurrent runs do no harm.</summary>
public sealed class TaskRetention(ITaskStore store, TimeProvider time)
{
    /// <returns>The number of rows deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => store.DeleteExpiredAsync(time.GetUtcNow(), cancellationToken);
}
