using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryInventoryStore(Signal? changed = null) : IInventoryStore
{
    private readonly InMemoryRows<ServerId, ServerInventory> _inventories = new(changed);
    private readonly ConcurrentDictionary<(ServerId Server, int Number), Snapshot> _snapshots = new();

    public FakeOutage Outage { get; } = new(changed);

    public async Task<Stored<ServerInventory>?> FindAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _inventories.Find(server);
    }

    public async Task<RowVersion?> FindVersionAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _inventories.Find(server)?.Version;
    }

    public async Task<SaveResult> SaveAsync(ServerInventory inventory, RowVersion? version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return version is { } known ? _inventories.Replace(inventory.Server, inventory, known) : _inventories.Add(inventory.Server, inventory);
    }

    public async Task<SaveResult> AddSnapshotAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var isNew = _snapshots.TryAdd((snapshot.Server, snapshot.Number), snapshot);
        changed?.Raise();
        return isNew ? SaveResult.Saved : SaveResult.Conflict;
    }

    public async Task<Snapshot?> FindSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _snapshots.GetValueOrDefault((server, number));
    }

    public async IAsyncEnumerable<SnapshotSummary> ListSnapshotsAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var snapshot in _snapshots.Values.Where(each => each.Server == server).OrderByDescending(each => each.Number))
        {
            yield return SnapshotSummary.Of(snapshot) with { Facts = snapshot.Scanned.Facts with { Instructions = null } };
        }
    }

    public async Task DeleteSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        _snapshots.TryRemove((server, number), out _);
    }

    public async Task DeleteAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        if (_inventories.Find(server) is { } stored)
        {
            _inventories.Delete(server, stored.Version);
        }

        foreach (var (key, _) in _snapshots.Where(each => each.Key.Server == server))
        {
            _snapshots.TryRemove(key, out _);
        }
    }
}
