namespace FuncGateway.Core.Audit;

/// <summary>Gathers what is seen of one chain, in any order, and says in the end what is wrong with it.</summary>
/// <param name="chain">Which one.</param>
/// <param name="head">As it was before the records were read; null: it had none.</param>
internal sealed class ChainCheck(ChainName chain, ChainHead? head)
{
    private readonly SortedDictionary<int, (string Key, string Previous, string Hash)> _links = [];
    private readonly List<AuditProblem> _problems = [];

    public ChainName Chain => chain;

    public bool IsEmpty => _links.Count == 0 && head is null or { Sequence: 0 } && _problems.Count == 0;

    public void Add(AuditRow row)
    {
        if (!row.IsIntact)
        {
            Note(row.Sequence, row.Key, "The record was changed: its hash is not that of its fields.");
        }

        if (!_links.TryAdd(row.Sequence, (row.Key, row.Previous, row.Hash)))
        {
            Note(row.Sequence, row.Key, "Two records have the same number.");
        }
    }

    /// <param name="before">What the register said before anything was read; null: the chain was not in it.</param>
    /// <param name="after">What it says now.</param>
    public IReadOnlyList<AuditProblem> Finish(ChainRecord? before, ChainRecord? after)
    {
        if (head is null && _links.Count > 0 && before is null && after is not null)
        {
            // Begun while we read: nothing was promised of it yet.
            return _problems;
        }

        CheckLinks();
        CheckHead(before);
        CheckRegister(before, after);
        return _problems;
    }

    // Records up to the head are complete; those behind it were added while we read.
    private void CheckLinks()
    {
        var expected = 1;
        var previous = AuditHash.Of(chain);
        foreach (var (sequence, link) in _links)
        {
            if (sequence > (head?.Sequence ?? int.MaxValue))
            {
                return;
            }

            if (sequence > expected)
            {
                Note(expected, "", sequence - expected == 1 ? "The record is missing." : $"The records {expected} to {sequence - 1} are missing.");
            }
            else if (link.Previous != previous)
            {
                Note(sequence, link.Key, "The record does not follow the one before it: one of the two was put in its place.");
            }

            (expected, previous) = (sequence + 1, link.Hash);
        }
    }

    private void CheckHead(ChainRecord? before)
    {
        var last = _links.Keys.LastOrDefault();
        if (head is null)
        {
            if (_links.Count > 0 || before is { Sequence: > 0 } or { State: ChainState.Closed })
            {
                Note(last, "", "The head of the chain is missing.");
            }

            return;
        }

        if (head.Sequence > last)
        {
            Note(last + 1, "", $"The end of the chain is missing: it was written up to {head.Sequence}.");
        }
        else if (head.Sequence > 0 && HashAt(head.Sequence) is { } hash && hash != head.Hash)
        {
            Note(head.Sequence, KeyAt(head.Sequence), "The last record is not the one that the head of the chain names.");
        }

        if (head.IsClosed && last > head.Sequence)
        {
            Note(head.Sequence + 1, KeyAt(head.Sequence + 1), "A record was added after the chain was closed.");
        }
    }

    private void CheckRegister(ChainRecord? before, ChainRecord? after)
    {
        if (before is null)
        {
            if (after is null)
            {
                Note(0, "", "The chain is not in the register.");
            }

            return;
        }

        var written = head?.Sequence ?? 0;
        if (before.Sequence > written || (before.State == ChainState.Closed && (before.Sequence != written || head is not { IsClosed: true })))
        {
            Note(Math.Min(before.Sequence, written) + 1, "", $"The register says that the chain was {(before.State == ChainState.Closed ? "closed at" : "written up to")} {before.Sequence}; its head says {written}.");
        }
        else if (before.Sequence > 0 && HashAt(before.Sequence) is { } hash && hash != before.Hash)
        {
            Note(before.Sequence, KeyAt(before.Sequence), "The record is not the one that the register of chains names.");
        }
    }

    private string? HashAt(int sequence) => _links.TryGetValue(sequence, out var link) ? link.Hash : null;

    private string KeyAt(int sequence) => _links.TryGetValue(sequence, out var link) ? link.Key : "";

    private void Note(int sequence, string key, string what) =>
        _problems.Add(new AuditProblem(chain.Writer, sequence, key.Length == 0 ? chain.ToString() : $"{chain}/{key}", what));
}
