using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Core.Tasks;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryTaskStore(Signal? changed = null) : ITaskStore
{
    private readonly ConcurrentDictionary<TaskKey, TaskOwner> _owners = new();

    public FakeOutage Outage { get; } = new(changed);

    public IReadOnlyDictionary<TaskKey, TaskOwner> All => _owners;

    public async Task<TaskOwner?> FindAsync(TaskKey task, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.GetValueOrDefault(task);
    }

    public async Task<SaveResult> AddAsync(TaskKey task, TaskOwner owner, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.TryAdd(task, owner) ? SaveResult.Saved : SaveResult.Conflict;
    }

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _owners.Count(each => each.Value.ExpiresAt < now && _owners.TryRemove(each));
    }
}
