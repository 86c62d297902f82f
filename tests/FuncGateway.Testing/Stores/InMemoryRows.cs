using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

/// <summary>Rows with versions, as a store has them.</summary>
/// <param name="changed">Raised after every change.</param>
internal sealed class InMemoryRows<TKey, TValue>(Signal? changed)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Stored<TValue>> _rows = new();
    private int _version;

    public IEnumerable<Stored<TValue>> All => _rows.Values;

    public Stored<TValue>? Find(TKey key) => _rows.GetValueOrDefault(key);

    public SaveResult Add(TKey key, TValue value) => Result(_rows.TryAdd(key, Next(value)));

    public SaveResult Replace(TKey key, TValue value, RowVersion version) =>
        Result(Find(key) is { } before && before.Version == version && _rows.TryUpdate(key, Next(value), before));

    public SaveResult Delete(TKey key, RowVersion version) =>
        Result(Find(key) is { } before && before.Version == version && _rows.TryRemove(new(key, before)));

    private SaveResult Result(bool isSaved)
    {
        changed?.Raise();
        return isSaved ? SaveResult.Saved : SaveResult.Conflict;
    }

    private Stored<TValue> Next(TValue value) => new(value, new RowVersion($"v{Interlocked.Increment(ref _version)}"));
}
