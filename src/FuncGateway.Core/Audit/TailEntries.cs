namespace FuncGateway.Core.Audit;

/// <summary>Puts the records that a tail has read together to entries.</summary>
internal sealed class TailEntries(AuditQuery query, IAuditStore store)
{
    // How far back the entry of an ending is looked for, and how many blocks are read for that: the ending usually follows within a few blocks.
    private const int BlocksBack = 500;
    private const int MaxRead = 50;

    private readonly AuditQuery _anyOutcome = query with { Outcome = null, After = null };
    private readonly Dictionary<string, AuditEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<AuditEntry> _others = [];
    private readonly List<(AuditEnding Ending, ChainName Chain, int Number)> _alone = [];

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
            case { Ending: { } ending }:
                Wanted++;
                _alone.Add((ending, chain, number));
                break;
        }
    }

    /// <summary>Returns the wanted entries, oldest first. The entry of an ending is read again if it was on an earlier page.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken)
    {
        foreach (var ofChain in _alone.GroupBy(each => each.Chain))
        {
            await CompleteAsync(ofChain.Key, [.. ofChain], cancellationToken);
        }

        var wanted = query with { After = null };
        return [.. _entries.Values.Concat(_others).Where(wanted.Wants).OrderByDescending(AuditPlace.Of, StringComparer.Ordinal)];
    }

    private static AuditEntry Complete(AuditEntry begun, AuditEnding ending) => begun.Outcome is null ? begun.With(ending) : begun;

    private async Task CompleteAsync(ChainName chain, IReadOnlyList<(AuditEnding Ending, ChainName Chain, int Number)> endings, CancellationToken cancellationToken)
    {
        var (missing, read) = (endings.DistinctBy(each => each.Ending.Ends).ToDictionary(each => each.Ending.Ends ?? "", each => each.Ending, StringComparer.Ordinal), 0);
        var range = new BlockRange { After = Math.Max(0, endings.Min(each => each.Number) - BlocksBack), Through = endings.Max(each => each.Number) };
        await foreach (var block in store.ListBlocksAsync(chain, range, cancellationToken))
        {
            if (missing.Count == 0 || read == MaxRead)
            {
                return;
            }

            if (missing.Keys.Any(id => EntrySearch.MayHave(block, id)) && await store.FindBlockAsync(chain, block.Number, cancellationToken) is { } whole)
            {
                read++;
                foreach (var entry in BlockRecord.ListOf(whole).Select(record => record.Entry).OfType<AuditEntry>())
                {
                    if (missing.Remove(entry.Id, out var ending))
                    {
                        _entries[entry.Id] = Complete(entry, ending);
                    }
                }
            }
        }
    }
}
