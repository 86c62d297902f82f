using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Audit;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

/// <summary>The audit in memory, with everything open to whoever wants to tamper with it.</summary>
public sealed class InMemoryAuditStore(Signal? changed = null) : IAuditStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(AuditStream, DateOnly, string), AuditRow> _rows = new(Comparer<(AuditStream, DateOnly, string)>.Create(Compare));
    private readonly InMemoryRows<ChainName, ChainHead> _heads = new(changed);
    private readonly InMemoryRows<ChainName, ChainRecord> _register = new(changed);

    public FakeOutage Outage { get; } = new(changed);

    /// <summary>Appended transactions by size, the empty ones that only close a chain aside.</summary>
    public List<int> Transactions { get; } = [];

    /// <summary>The next appends are stored, and the answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Appends under way at once, at most.</summary>
    public int MostAtOnce { get; private set; }

    private int _atOnce;

    public IReadOnlyList<AuditRow> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Values];
            }
        }
    }

    public IReadOnlyList<ChainHead> Heads => [.. _heads.All.Select(stored => stored.Value).OrderBy(head => head.Chain.ToString(), StringComparer.Ordinal)];

    public IReadOnlyList<ChainRecord> Register => [.. _register.All.Select(stored => stored.Value).OrderBy(record => record.Chain.ToString(), StringComparer.Ordinal)];

    public void Put(AuditRow row)
    {
        lock (_gate)
        {
            _rows[KeyOf(row)] = row;
        }
    }

    public void Remove(AuditRow row)
    {
        lock (_gate)
        {
            _rows.Remove(KeyOf(row));
        }
    }

    /// <summary>As it is now, to be tampered with apart.</summary>
    public InMemoryAuditStore Copy()
    {
        var copy = new InMemoryAuditStore();
        foreach (var row in Rows)
        {
            copy.Put(row);
        }

        foreach (var head in Heads)
        {
            copy.Put(head);
        }

        foreach (var record in Register)
        {
            copy.Put(record);
        }

        return copy;
    }

    public void Put(ChainHead head) => Replace(_heads, head.Chain, head);

    public void Put(ChainRecord record) => Replace(_register, record.Chain, record);

    public void RemoveHead(ChainName chain) => Drop(_heads, chain);

    public void RemoveRecord(ChainName chain) => Drop(_register, chain);

    public async Task<RowVersion?> AppendAsync(ChainHead next, RowVersion? expected, IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            await Outage.PassAsync(cancellationToken);
            var version = Append(next, expected, rows);
            changed?.Raise();
            return LosesAnswers ? throw new StoreUnavailableException("The answer was lost.") : version;
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    public async Task<Stored<ChainHead>?> FindHeadAsync(ChainName chain, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _heads.Find(chain);
    }

    public async IAsyncEnumerable<ChainHead> ListHeadsAsync(AuditStream stream, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var head in Heads.Where(head => head.Chain.Stream == stream && head.Chain.Day == day))
        {
            yield return head;
        }
    }

    public async Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var days = Rows.Select(row => row.Chain).Concat(Heads.Select(head => head.Chain)).Where(chain => chain.Stream == stream && chain.Day <= newest);
        return days.Max(chain => (DateOnly?)chain.Day);
    }

    public async IAsyncEnumerable<AuditRow> ListRowsAsync(
        AuditStream stream, DateOnly day, AuditPart part, string? after, string? before, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var first = AuditKey.PrefixOf(part);
        foreach (var row in Rows.Where(row => row.Chain.Stream == stream && row.Chain.Day == day && row.Key.StartsWith(first, StringComparison.Ordinal)))
        {
            if ((after is null || string.CompareOrdinal(row.Key, after) > 0) && (before is null || string.CompareOrdinal(row.Key, before) < 0))
            {
                yield return row;
            }
        }
    }

    public async IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(bool onlyOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var stored in _register.All.Where(stored => !onlyOpen || stored.Value.State == ChainState.Open).ToArray())
        {
            yield return stored;
        }
    }

    public async Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return version is { } known ? _register.Replace(record.Chain, record, known) : _register.Add(record.Chain, record);
    }

    public async Task<int> DeleteDayAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var rows = Rows.Where(row => row.Chain.Stream == stream && row.Chain.Day == day).ToArray();
        foreach (var row in rows)
        {
            Remove(row);
        }

        foreach (var head in Heads.Where(head => head.Chain.Stream == stream && head.Chain.Day == day))
        {
            RemoveHead(head.Chain);
        }

        return rows.Length;
    }

    private RowVersion? Append(ChainHead next, RowVersion? expected, IReadOnlyList<AuditRow> rows)
    {
        lock (_gate)
        {
            if (rows.Any(row => _rows.ContainsKey(KeyOf(row))))
            {
                return null;
            }

            var moved = expected is { } known ? _heads.Replace(next.Chain, next, known) : _heads.Add(next.Chain, next);
            if (moved == SaveResult.Conflict)
            {
                return null;
            }

            foreach (var row in rows)
            {
                _rows.Add(KeyOf(row), row);
            }

            if (rows.Count > 0)
            {
                Transactions.Add(rows.Count);
            }

            return _heads.Find(next.Chain)?.Version;
        }
    }

    private static (AuditStream, DateOnly, string) KeyOf(AuditRow row) => (row.Chain.Stream, row.Chain.Day, row.Key);

    private static int Compare((AuditStream Stream, DateOnly Day, string Key) one, (AuditStream Stream, DateOnly Day, string Key) other) =>
        (one.Stream, one.Day).CompareTo((other.Stream, other.Day)) is var order && order != 0 ? order : string.CompareOrdinal(one.Key, other.Key);

    private static void Replace<TValue>(InMemoryRows<ChainName, TValue> rows, ChainName chain, TValue value)
        where TValue : class
    {
        Drop(rows, chain);
        rows.Add(chain, value);
    }

    private static void Drop<TValue>(InMemoryRows<ChainName, TValue> rows, ChainName chain)
        where TValue : class
    {
        if (rows.Find(chain) is { } stored)
        {
            rows.Delete(chain, stored.Version);
        }
    }
}
