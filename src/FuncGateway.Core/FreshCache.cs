using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>How old cached knowledge may be.</summary>
public static class CacheAge
{
    /// <summary>The age of a grant, a server or a policy by which a call is still judged: a revocation or a new policy holds everywhere within this.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// Remembers what a store answered, for a short time and for so many keys at most. Age counts from when the store was asked, because
/// what it answers may have changed since. A value past its age is never served: when the store is down, so is the cache.
/// </summary>
/// <param name="freshFor">How long a value may be served. Zero: it goes to those who waited for it, and to nobody else.</param>
/// <param name="capacity">Keys held at once; the oldest give way. Keys come from callers, who must not be able to fill the memory.</param>
public sealed class FreshCache<TKey, TValue>(
    Func<TKey, CancellationToken, Task<TValue>> load, Func<TValue, TimeSpan> freshFor, int capacity, TimeProvider time)
    where TKey : notnull
{
    private const int Attempts = 3;
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Queue<KeyValuePair<TKey, Entry>> _oldestFirst = new();
    private readonly Lock _gate = new();

    /// <summary>A load that takes longer counts as not answered.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    public int Count => _entries.Count;

    /// <summary>The value, from memory or from the store; however many callers wait for one key, the store is asked once.</summary>
    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken) =>
        _entries.TryGetValue(key, out var entry) && TryRead(entry, out var value) ? new(value) : new(WaitAsync(key, cancellationToken));

    /// <summary>Drops what is remembered of a key, unless it was asked for so lately that asking again would tell nothing new.</summary>
    public void Forget(TKey key, TimeSpan unlessYoungerThan = default)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.AskedAt) >= unlessYoungerThan)
        {
            _entries.TryRemove(new(key, entry));
        }
    }

    private async Task<TValue> WaitAsync(TKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var entry = FindOrAdd(key);

            // The load is shared: a caller who leaves takes only itself away.
            var value = await entry.LoadAsync().WaitAsync(cancellationToken);
            if (TryRead(entry, out _) || freshFor(value) == TimeSpan.Zero)
            {
                return value;
            }
        }

        throw new StoreUnavailableException("The store takes longer to answer than its answers hold.");
    }

    private Entry FindOrAdd(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var existing) && IsOfUse(existing))
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
        using var deadline = new CancellationTokenSource(Deadline, time);
        try
        {
            return await load(key, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store did not answer within {Deadline.TotalSeconds:0} s.", e);
        }
    }

    // Entries replaced or forgotten stay queued until they come to the front, so the queue is what must not outgrow the capacity.
    private void MakeRoom()
    {
        while (_oldestFirst.TryPeek(out var oldest) && (_oldestFirst.Count >= capacity || IsSpent(oldest)))
        {
            _oldestFirst.Dequeue();
            _entries.TryRemove(oldest);
        }
    }

    private bool IsSpent(KeyValuePair<TKey, Entry> queued) =>
        !_entries.TryGetValue(queued.Key, out var current) || current != queued.Value || !IsOfUse(current);

    private bool IsOfUse(Entry entry) => entry.Loaded is not { IsCompleted: true } || TryRead(entry, out _);

    private bool TryRead(Entry entry, [MaybeNullWhen(false)] out TValue value)
    {
        if (entry.Loaded is { IsCompletedSuccessfully: true } loaded && time.GetElapsedTime(entry.AskedAt) < freshFor(loaded.Result))
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

        /// <summary>Null until the first one to wait has set the load off, which happens outside the gate.</summary>
        public Task<TValue>? Loaded => _load.IsValueCreated ? _load.Value : null;

        public Task<TValue> LoadAsync() => _load.Value;
    }
}
