using System.Collections.Concurrent;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Inventory;

/// <summary>The watch over the tools of each server, at most 2 s old. An inventory is read, and its watch made anew, only when its version has changed.</summary>
public sealed class ToolWatches
{
    private const int MaxServers = 1_000;
    private readonly ConcurrentDictionary<ServerId, Stored<ToolWatch>> _read = new();
    private readonly FreshCache<ServerId, ToolWatch?> _current;
    private readonly IInventoryStore _store;

    public ToolWatches(IInventoryStore store, TimeProvider time)
    {
        _store = store;
        _current = new(LoadAsync, _ => CacheAge.Max, MaxServers, time);
    }

    /// <summary>Returns null if the server was never scanned.</summary>
    /// <param name="maxAge">Asks the store if what is in memory is older than this.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public ValueTask<ToolWatch?> FindAsync(ServerId server, TimeSpan maxAge, CancellationToken cancellationToken) => _current.GetAsync(server, maxAge, cancellationToken);

    private async Task<ToolWatch?> LoadAsync(ServerId server, CancellationToken cancellationToken)
    {
        var version = await _store.FindVersionAsync(server, cancellationToken);
        if (version is not null && _read.TryGetValue(server, out var known) && known.Version == version)
        {
            return known.Value;
        }

        if (version is null || await _store.FindAsync(server, cancellationToken) is not { } stored)
        {
            _read.TryRemove(server, out _);
            return null;
        }

        if (_read.Count >= MaxServers)
        {
            _read.Clear();
        }

        var before = _read.GetValueOrDefault(server)?.Value;
        return (_read[server] = new(new ToolWatch(stored.Value, before), stored.Version)).Value;
    }
}
