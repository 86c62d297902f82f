namespace FuncGateway.Core.Audit;

/// <summary>Makes the blocks of one chain, each from the records that were waiting.</summary>
/// <param name="chain">The name of the chain.</param>
/// <param name="opening">Stored in the first block.</param>
internal sealed class BlockBuilder(ChainName chain, ChainOpening opening)
{
    private ChainHead _head = ChainHead.Start(chain);

    /// <summary>Returns the next block.</summary>
    /// <param name="stored">All blocks up to this number are known to be stored.</param>
    public AuditBlock Next(IReadOnlyList<PendingRecord> records, int stored)
    {
        var (first, last) = (records.Min(record => record.Entry.At), records.Max(record => record.Entry.At));
        var through = _head.Through > last ? _head.Through : last;
        var details = new BlockDetails(_head.Chain.ToString(), _head.Number + 1, stored, records.Count)
        {
            First = first,
            Last = last,
            Through = through,
            Verdicts = Count(records.Select(record => record.IsEnding ? null : (record.Entry as CallEntry)?.Verdict)),
            Outcomes = Count(records.Select(record => record.Outcome)),
            Keys = BlockFilter.Build(KeysOf(records)),
            Opened = _head.Number == 0 ? opening : null,
        };
        var block = AuditBlock.After(_head, Join(records), details);
        _head = block.Head;
        return block;
    }

    private static byte[] Join(IReadOnlyList<PendingRecord> records)
    {
        var lines = new byte[records.Sum(record => record.Json.Length + 1) - 1];
        var at = 0;
        foreach (var record in records)
        {
            if (at > 0)
            {
                lines[at++] = (byte)'\n';
            }

            record.Json.CopyTo(lines, at);
            at += record.Json.Length;
        }

        return lines;
    }

    private static SortedDictionary<TWord, int>? Count<TWord>(IEnumerable<TWord?> words)
        where TWord : struct, Enum
    {
        SortedDictionary<TWord, int>? counts = null;
        foreach (var word in words)
        {
            if (word is { } counted)
            {
                counts ??= [];
                counts[counted] = counts.GetValueOrDefault(counted) + 1;
            }
        }

        return counts;
    }

    // An ending also has the keys of its entry, so that a search finds both.
    private static HashSet<string> KeysOf(IReadOnlyList<PendingRecord> records)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in records.Select(record => record.Entry))
        {
            keys.Add(BlockFilter.IdKey(entry.Id));
            Add(entry.Server, BlockFilter.ServerKey);
            Add(entry.Grant, BlockFilter.GrantKey);
            Add((entry as CallEntry)?.Tool, BlockFilter.ToolKey);
        }

        return keys;

        void Add(string? name, Func<string, string> key)
        {
            if (name is not null)
            {
                keys.Add(key(name));
            }
        }
    }
}
