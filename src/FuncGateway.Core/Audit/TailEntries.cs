using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>Puts the records that a tail has read together to entries.</summary>
internal sealed class TailEntries(AuditQuery query, IAuditStore store)
{
    private readonly AuditQuery _anyOutcome = query with { Outcome = null, After = null };
    private readonly Dictionary<string, AuditEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<AuditEntry> _others = [];
    private readonly List<LoneEnding> _alone = [];

    /// <summary>How many entries may be on the page.</summary>
    public int Wanted { get; private set; }

    public void Add(BlockRecord record, ChainName chain, int number)
    {
        switch (record)
        {
            case { Entry: { Id.Length: > 0 } entry }:
                Wanted += _anyOutcome.Wants(entry) ? 1 : 0;
                _entries[entry.Id] = entry;
                break;
            case { Entry: { } unreadable }:
                Wanted += _anyOutcome.Wants(unreadable) ? 1 : 0;
                _others.Add(unreadable);
                break;
            case { Ending: { Ends: { } id } ending } when _entries.TryGetValue(id, out var begun):
                _entries[id] = Complete(begun, ending);
                break;
            case { Ending: { Ends: { } id } ending } when Ulid.TryParse(id, CultureInfo.InvariantCulture, out var parsed):
                Wanted++;
                _alone.Add(new(id, parsed.Time, ending, chain, number));
                break;
        }
    }

    /// <summary>Returns the wanted entries, oldest first. The entry of an ending is read again if it was on an earlier page.</summary>
    /// <param name="chains">All chains of the days that the tail follows.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken)
    {
        // An entry and its ending are stored under the same day.
        foreach (var day in _alone.GroupBy(each => each.Chain.Day))
        {
            await CompleteAsync([.. day], [.. chains.Where(chain => chain.Chain.Day == day.Key)], cancellationToken);
        }

        var wanted = query with { After = null };
        return [.. _entries.Values.Concat(_others).Where(wanted.Wants).OrderByDescending(AuditPlace.Of, StringComparer.Ordinal)];
    }

    private static AuditEntry Complete(AuditEntry begun, AuditEnding ending) => begun.Outcome is null ? begun.With(ending) : begun;

    private async Task CompleteAsync(IReadOnlyList<LoneEnding> endings, IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken)
    {
        // Most entries are in the chain of their ending, a few blocks before it.
        var missing = new Dictionary<string, LoneEnding>(StringComparer.Ordinal);
        foreach (var own in endings.GroupBy(each => each.Chain))
        {
            var wanted = own.DistinctBy(each => each.Id).ToDictionary(each => each.Id, StringComparer.Ordinal);
            await FindAsync(wanted, own.Key, own.Max(each => each.Number), new SearchEffort(), cancellationToken);
            foreach (var (id, lone) in wanted)
            {
                missing[id] = lone;
            }
        }

        // The others are in an earlier chain, if the writer had to start a new one in between.
        var effort = new SearchEffort();
        foreach (var chain in chains.Where(chain => missing.Values.Any(each => each.Chain != chain.Chain)))
        {
            // What is beyond the end of a closed chain was never part of the log.
            var end = chain.State == ChainState.Closed ? chain.Blocks : int.MaxValue;
            await FindAsync(missing, chain.Chain, end, effort, cancellationToken);
        }
    }

    /// <summary>Looks through a chain, newest block first. Removes what it finds from the missing ones.</summary>
    private async Task FindAsync(Dictionary<string, LoneEnding> missing, ChainName chain, int through, SearchEffort effort, CancellationToken cancellationToken)
    {
        var range = new BlockRange(From: missing.Values.Min(each => each.BegunAt)) { Through = through };
        await foreach (var block in store.ListBlocksAsync(chain, range, cancellationToken))
        {
            if (!effort.MayGoOn())
            {
                return;
            }

            if (EntrySearch.MayHave(block, missing.Keys) && await store.FindBlockAsync(chain, block.Number, cancellationToken) is { } whole)
            {
                var before = missing.Count;
                Complete(whole, missing);
                effort.Read(isVain: missing.Count == before);
            }

            if (missing.Count == 0)
            {
                return;
            }
        }
    }

    private void Complete(AuditBlock block, Dictionary<string, LoneEnding> missing)
    {
        foreach (var entry in BlockRecord.ListOf(block).Select(record => record.Entry).OfType<AuditEntry>())
        {
            if (missing.Remove(entry.Id, out var lone))
            {
                _entries[entry.Id] = Complete(entry, lone.Ending);
            }
        }
    }

    /// <param name="Id">Of the entry, which begins with the time at which the request arrived.</param>
    private sealed record LoneEnding(string Id, DateTimeOffset BegunAt, AuditEnding Ending, ChainName Chain, int Number);

    /// <summary>Bounds a search: the blocks that are looked through, and those that are read for nothing because their filter is not exact.</summary>
    private sealed class SearchEffort
    {
        private const int MaxListed = 5_000;
        private const int MaxVain = 200;

        private int _listed;
        private int _vain;

        public bool MayGoOn() => _listed++ < MaxListed && _vain < MaxVain;

        public void Read(bool isVain) => _vain += isVain ? 1 : 0;
    }
}
