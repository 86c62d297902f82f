namespace FuncGateway.Core.Ownership;

/// <summary>Deletes the owners of tasks and request states that have expired.</summary>
public sealed class OwnerRetention(IOwnerStore store, TimeProvider time) : IRetention
{
    public string What => "owners of tasks and request states";

    /// <returns>The number of rows deleted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => store.DeleteExpiredAsync(time.GetUtcNow(), cancellationToken);
}
