using System.Collections.Concurrent;
using FuncGateway.Core.Access;

namespace FuncGateway.Core.Tasks;

/// <summary>
/// Keeps the tasks of the grants of one server apart. All grants share the upstream's credential, so the upstream itself would hand each of them the
/// tasks of all others.
/// </summary>
public sealed class TaskOwners(ITaskStore store, GatewayOptions options, TimeProvider time)
{
    // A client may ask for a task up to the end of its life; clocks differ, and a result may be fetched late.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    // An owner never changes, so what was found once need not be read again.
    private readonly ConcurrentDictionary<TaskKey, GrantId> _known = new();

    /// <summary>Number of owners kept in memory. When it is reached, they are read from the store again.</summary>
    internal static int MaxKnown => 10_000;

    /// <summary>Whether the task was created by a call of the caller's grant. A task without an owner belongs to no grant.</summary>
    /// <exception cref="StoreUnavailableException">The owner cannot be read.</exception>
    public async ValueTask<bool> OwnsAsync(Caller caller, string taskId, CancellationToken cancellationToken)
    {
        var task = TaskKey.Of(caller.Server, taskId);
        if (_known.TryGetValue(task, out var known))
        {
            return known == caller.Grant.Id;
        }

        if (await store.FindAsync(task, cancellationToken) is not { } owner)
        {
            return false;
        }

        Remember(task, owner.Grant);
        return owner.Grant == caller.Grant.Id;
    }

    /// <summary>Makes the caller's grant the owner of a task that its call created. Returns false if the task belongs to another grant, which keeps it.</summary>
    /// <param name="life">How long the upstream keeps the task; null if it does not say.</param>
    /// <exception cref="StoreUnavailableException">The owner cannot be stored.</exception>
    public async Task<bool> ClaimAsync(Caller caller, string taskId, TimeSpan? life, CancellationToken cancellationToken)
    {
        var task = TaskKey.Of(caller.Server, taskId);
        if (_known.TryGetValue(task, out var known))
        {
            return known == caller.Grant.Id;
        }

        var kept = life is { } given && given < options.TaskRetention - Grace ? given + Grace : options.TaskRetention;
        if (await store.AddAsync(task, new TaskOwner(caller.Grant.Id, time.GetUtcNow() + kept), cancellationToken) == SaveResult.Conflict)
        {
            return await OwnsAsync(caller, taskId, cancellationToken);
        }

        Remember(task, caller.Grant.Id);
        return true;
    }

    private void Remember(TaskKey task, GrantId owner)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[task] = owner;
    }
}
