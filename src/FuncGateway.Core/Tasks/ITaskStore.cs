using FuncGateway.Core.Access;

namespace FuncGateway.Core.Tasks;

/// <summary>Stores which grant a task of an upstream belongs to. An owner never changes. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface ITaskStore
{
    Task<TaskOwner?> FindAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>Adds the owner of a task. Returns <see cref="SaveResult.Conflict"/> if the task has one already.</summary>
    Task<SaveResult> AddAsync(TaskKey task, TaskOwner owner, CancellationToken cancellationToken);

    /// <summary>Deletes every row that expired before <paramref name="now"/>.</summary>
    /// <returns>The number of rows deleted.</returns>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>The grant whose call created a task.</summary>
/// <param name="ExpiresAt">From then on the row may be deleted, and no grant can reach the task.</param>
public sealed record TaskOwner(GrantId Grant, DateTimeOffset ExpiresAt);
