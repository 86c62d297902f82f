using System.Collections.Concurrent;
using FuncGateway.Core;

namespace FuncGateway.Testing.Stores;

/// <summary>Rows with versions, as a store has them.</summary>
internal sealed class InMemoryRows<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Stored<TValue>> _rows = new();
    private int _version;

    public IEnumerable<Stored<TValue>> All => _rows.Values;

    public Stored<TValue>? Find(TKey key) => _rows.GetValueOrDefault(key);

    public SaveResult Add(TKey key, TValue value) => _rows.TryAdd(key, Next(value)) ? SaveResult.Saved : SaveResult.Conflict;

    public SaveResult Replace(TKey key, TValue value, RowVersion version) =>
        Find(key) is { } before && before.Version == version && _rows.TryUpdate(key, Next(value), before) ? SaveResult.Saved : SaveResult.Conflict;

    public SaveResult Delete(TKey key, RowVersion version) =>
        Find(key) is { } before && before.Version == version && _rows.TryRemove(new(key, before)) ? SaveResult.Saved : SaveResult.Conflict;

    private Stored<TValue> Next(TValue value) => new(value, new RowVersion($"v{Interlocked.Increment(ref _version)}"));
}
