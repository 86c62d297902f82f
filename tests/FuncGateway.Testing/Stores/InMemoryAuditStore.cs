using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Audit;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

/// <summary>The audit in memory, open to tests that tamper with it.</summary>
public sealed class InMemoryAuditStore(Signal? changed = null) : IAuditStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(ChainName Chain, int Number), AuditBlock> _blocks = new(Comparer<(ChainName Chain, int Number)>.Create(Compare));
    private readonly InMemoryRows<ChainName, ChainRecord> _register = new(changed);
    private int _atOnce;

    public FakeOutage Outage { get; } = new(changed);

    /// <summary>The next blocks are stored, and the answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Awaited before a block is stored.</summary>
    public Func<AuditBlock, Task>? BeforeAdd { get; set; }

    /// <summary>Blocks on their way at once, at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Oldest first in each chain.</summary>
    public IReadOnlyList<AuditBlock> Blocks
    {
        get
        {
            lock (_gate)
            {
                return [.. _blocks.Values];
            }
        }
    }

    /// <summary>The records of all blocks.</summary>
    public IReadOnlyList<string> Lines => [.. Blocks.SelectMany(block => block.ReadLines())];

    public IReadOnlyList<ChainRecord> Register => [.. _register.All.Select(stored => stored.Value).OrderBy(record => record.Chain.ToString(), StringComparer.Ordinal)];

    public void Put(AuditBlock block)
    {
        lock (_gate)
        {
            _blocks[(block.Chain, block.Number)] = block;
        }
    }

    public void Remove(AuditBlock block)
    {
        lock (_gate)
        {
            _blocks.Remove((block.Chain, block.Number));
        }
    }

    public void Put(ChainRecord record)
    {
        Remove(record.Chain);
        _register.Add(record.Chain, record);
    }

    /// <summary>Removes the chain from the register.</summary>
    public void Remove(ChainName chain)
    {
        if (_register.Find(chain) is { } stored)
        {
            _register.Delete(chain, stored.Version);
        }
    }

    /// <summary>A copy of the store as it is now.</summary>
    public InMemoryAuditStore Copy()
    {
        var copy = new InMemoryAuditStore();
        foreach (var block in Blocks)
        {
            copy.Put(block);
        }

        foreach (var record in Register)
        {
            copy.Put(record);
        }

        return copy;
    }

    public async Task<SaveResult> AddBlockAsync(AuditBlock block, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            await Outage.PassAsync(cancellationToken);
            await (BeforeAdd?.Invoke(block) ?? Task.CompletedTask).WaitAsync(cancellationToken);
            var isNew = false;
            lock (_gate)
            {
                isNew = _blocks.TryAdd((block.Chain, block.Number), block);
            }

            changed?.Raise();
            return LosesAnswers ? throw new StoreUnavailableException("The answer was lost.") : isNew ? SaveResult.Saved : SaveResult.Conflict;
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    public async Task<AuditBlock?> FindBlockAsync(ChainName chain, int number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        lock (_gate)
        {
            return _blocks.GetValueOrDefault((chain, number));
        }
    }

    public async IAsyncEnumerable<AuditBlock> ListBlocksAsync(ChainName chain, BlockRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var block in Blocks.Where(block => block.Chain == chain && block.Number > range.After && block.Number <= range.Through).Reverse())
        {
            if ((range.From is null || block.Through >= range.From) && (range.To is null || block.First < range.To))
            {
                yield return range.WithLines ? block : block with { Lines = default };
            }
        }
    }

    public async IAsyncEnumerable<ChainName> ListWrittenChainsAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var chain in Blocks.Select(block => block.Chain).Where(chain => chain.Stream == stream).Distinct())
        {
            yield return chain;
        }
    }

    public async Task<int> DeleteBlocksAsync(ChainName chain, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var deleted = 0;
        foreach (var block in Blocks.Where(block => block.Chain == chain))
        {
            Remove(block);
            deleted += BlockDetails.Read(block.Details)?.Records ?? 0;
        }

        return deleted;
    }

    public async Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Register.Select(record => record.Chain).Where(chain => chain.Stream == stream && chain.Day <= newest).Max(chain => (DateOnly?)chain.Day);
    }

    public async IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(AuditStream stream, DateOnly oldest, DateOnly newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var ofStream = _register.All.Where(stored => stored.Value.Chain is var chain && chain.Stream == stream && chain.Day >= oldest && chain.Day <= newest);
        foreach (var stored in ofStream.OrderByDescending(stored => stored.Value.Chain.Day).ThenBy(stored => stored.Value.Chain.Writer, StringComparer.Ordinal).ToArray())
        {
            yield return stored;
        }
    }

    public async Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return version is { } known ? _register.Replace(record.Chain, record, known) : _register.Add(record.Chain, record);
    }

    private static int Compare((ChainName Chain, int Number) one, (ChainName Chain, int Number) other) =>
        string.CompareOrdinal(one.Chain.ToString(), other.Chain.ToString()) is var order && order != 0 ? order : one.Number.CompareTo(other.Number);
}
