using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>How old cached data may be.</summary>
public static class CacheAge
{
    /// <summary>The maximum age of a cached grant, server or policy. A revocation or a new policy takes effect everywhere within this time.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// Caches values from a store for a short time, with a bounded number of keys. Age counts from when the store was asked, because
/// the value may have changed while the answer was on its way. Expired values are never served: when the store is down, the cache fails too.
/// </summary>
/// <param name="freshFor">How long a value may be served. Zero: only to the callers that were already waiting for it.</param>
/// <param name="capacity">Maximum number of keys; the oldest are evicted. Keys come from callers, who must not be able to exhaust memory.</param>
public sealed class FreshCache<TKey, TValue>(
    Func<TKey, CancellationToken, Task<TValue>> load, Func<TValue, TimeSpan> freshFor, int capacity, TimeProvider time)
    where TKey : notnull
{
    private const int MaxAttempts = 3;
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Queue<KeyValuePair<TKey, Entry>> _oldestFirst = new();
    private readonly Lock _gate = new();

    /// <summary>Timeout of a load; a load that exceeds it fails with <see cref="StoreUnavailableException"/>.</summary>
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public int Count => _entries.Count;

    /// <summary>Whether the key is in memory, however old its value is.</summary>
    public bool Has(TKey key) => _entries.ContainsKey(key);

    /// <summary>Returns the value from memory or loads it from the store. Concurrent callers for one key share a single load.</summary>
    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken) => GetAsync(key, TimeSpan.MaxValue, cancellationToken);

    /// <param name="maxAge">Loads the value anew if the one in memory is older than this. A load that is already under way is shared as usual.</param>
    /// <inheritdoc cref="GetAsync(TKey, CancellationToken)"/>
    public ValueTask<TValue> GetAsync(TKey key, TimeSpan maxAge, CancellationToken cancellationToken) =>
        _entries.TryGetValue(key, out var entry) && TryRead(entry, maxAge, out var value) ? new(value) : new(WaitAsync(key, maxAge, cancellationToken));

    /// <summary>Removes the key from the cache, unless its value was requested from the store less than <paramref name="unlessYoungerThan"/> ago.</summary>
    public void Forget(TKey key, TimeSpan unlessYoungerThan = default)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.AskedAt) >= unlessYoungerThan)
        {
            _entries.TryRemove(new(key, entry));
        }
    }

    private async Task<TValue> WaitAsync(TKey key, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var entry = FindOrAdd(key, maxAge);

            // The load is shared, so a caller's cancellation ends only its own wait.
            var value = await entry.LoadAsync().WaitAsync(cancellationToken);
            if (TryRead(entry, TimeSpan.MaxValue, out _) || freshFor(value) == TimeSpan.Zero)
            {
                return value;
            }
        }

        throw new StoreUnavailableException("The store takes longer to answer than its answers may be cached.");
    }

    private Entry FindOrAdd(TKey key, TimeSpan maxAge)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var existing) && IsOfUse(existing, maxAge))
            {
                return existing;
            }

            var entry = new Entry(time.GetTimestamp(), () => LoadAsync(key));
            MakeRoom();
            _entries[key] = entry;
            _oldestFirst.Enqueue(new(key, entry));
            return entry;
        }
    }

    private async Task<TValue> LoadAsync(TKey key)
    {
        using var deadline = new CancellationTokenSource(LoadTimeout, time);
        try
        {
            return await load(key, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store did not answer within {LoadTimeout.TotalSeconds:0} s.", e);
        }
    }

    // Replaced and removed entries stay in the queue until they reach its front, so the queue length must be bounded as well.
    private void MakeRoom()
    {
        while (_oldestFirst.TryPeek(out var oldest) && (_oldestFirst.Count >= capacity || IsSpent(oldest)))
        {
            _oldestFirst.Dequeue();
            _entries.TryRemove(oldest);
        }
    }

    private bool IsSpent(KeyValuePair<TKey, Entry> queued) =>
        !_entries.TryGetValue(queued.Key, out var current) || current != queued.Value || !IsOfUse(current, TimeSpan.MaxValue);

    private bool IsOfUse(Entry entry, TimeSpan maxAge) => entry.Loaded is not { IsCompleted: true } || TryRead(entry, maxAge, out _);

    private bool TryRead(Entry entry, TimeSpan maxAge, [MaybeNullWhen(false)] out TValue value)
    {
        if (entry.Loaded is { IsCompletedSuccessfully: true } loaded && time.GetElapsedTime(entry.AskedAt) is var age && age < freshFor(loaded.Result) && age < maxAge)
        {
            value = loaded.Result;
            return true;
        }

        value = default;
        return false;
    }

    private sealed class Entry(long askedAt, Func<Task<TValue>> load)
    {
        private readonly Lazy<Task<TValue>> _load = new(load);

        public long AskedAt => askedAt;

        /// <summary>Null until the first waiter has started the load, which happens outside the lock.</summary>
        public Task<TValue>? Loaded => _load.IsValueCreated ? _load.Value : null;

        public Task<TValue> LoadAsync() => _load.Value;
    }
}
