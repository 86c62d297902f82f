using System.Text.Json;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Inventory;

/// <summary>Stores inventories and snapshots. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IInventoryStore
{
    Task<Stored<ServerInventory>?> FindAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>The version of the stored inventory; null if there is none. Cheaper than reading it.</summary>
    Task<RowVersion?> FindVersionAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Writes the inventory. A null <paramref name="version"/> means that it must not exist yet.</summary>
    Task<SaveResult> SaveAsync(ServerInventory inventory, RowVersion? version, CancellationToken cancellationToken);

    /// <summary>Adds a snapshot. Returns <see cref="SaveResult.Conflict"/> if its number exists.</summary>
    Task<SaveResult> AddSnapshotAsync(Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Returns the snapshot of that number, or null if there is none (any more).</summary>
    Task<Snapshot?> FindSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken);

    /// <summary>Lists the snapshots of a server, the newest first.</summary>
    IAsyncEnumerable<SnapshotSummary> ListSnapshotsAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Deletes a snapshot; does nothing if there is none of that number.</summary>
    Task DeleteSnapshotAsync(ServerId server, int number, CancellationToken cancellationToken);

    /// <summary>Deletes everything about a server.</summary>
    Task DeleteAsync(ServerId server, CancellationToken cancellationToken);
}

public static class InventoryStoreExtensions
{
    private const int MaxReads = 8;

    /// <summary>Returns the newest snapshot of a server; null if it was never scanned.</summary>
    public static async Task<Snapshot?> FindNewestAsync(this IInventoryStore store, ServerId server, CancellationToken cancellationToken) =>
        await store.ListSnapshotsAsync(server, cancellationToken).FirstOrDefaultAsync(cancellationToken) is { } newest
            ? await store.FindSnapshotAsync(server, newest.Number, cancellationToken)
            : null;

    /// <summary>Returns the newest snapshot in which a tool has the definition with that fingerprint, and the definition; null if none is kept.</summary>
    public static async Task<(Snapshot Snapshot, JsonElement Definition)?> FindDefinitionAsync(
        this IInventoryStore store, ServerId server, string tool, string fingerprint, CancellationToken cancellationToken)
    {
        await foreach (var summary in store.ListSnapshotsAsync(server, cancellationToken))
        {
            if (await store.FindSnapshotAsync(server, summary.Number, cancellationToken) is { } snapshot
                && snapshot.NamedTools.FirstOrDefault(named => named.Key == tool) is { Key: not null, Value: var definition }
                && Snapshot.FingerprintOf(definition) == fingerprint)
            {
                return (snapshot, definition);
            }
        }

        return null;
    }

    /// <summary>Returns the inventory of each server, in the same order; null for one that was never scanned. Several are read at once.</summary>
    public static async Task<IReadOnlyList<ServerInventory?>> FindAllAsync(this IInventoryStore store, IReadOnlyList<ServerId> servers, CancellationToken cancellationToken)
    {
        var found = new ServerInventory?[servers.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (index, token) => found[index] = (await store.FindAsync(servers[index], token))?.Value);
        return found;
    }
}
