using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>Collects the records of one chain, in any order, and then reports its problems.</summary>
/// <param name="chain">The chain to check.</param>
/// <param name="head">Its head before the records were read; null if there was none.</param>
internal sealed class ChainCheck(ChainName chain, ChainHead? head)
{
    private const string AddedAfterClose = "A record was added after the chain was closed.";
    private const string NotTheRegisters = "The record is not the one that the register of chains names.";

    private readonly SortedDictionary<int, (string Key, string Previous, string Hash)> _links = [];
    private readonly List<AuditProblem> _problems = [];

    public ChainName Chain => chain;

    public bool IsEmpty => _links.Count == 0 && head is null or { Sequence: 0 } && _problems.Count == 0;

    public void Add(AuditRow row)
    {
        if (!row.IsIntact)
        {
            Note(row.Sequence, row.Key, "The record was changed: its hash does not match its fields.");
        }

        if (!_links.TryAdd(row.Sequence, (row.Key, row.Previous, row.Hash)))
        {
            Note(row.Sequence, row.Key, "Two records have the same number.");
        }
    }

    /// <param name="before">The register's entry before anything was read; null if there was none.</param>
    /// <param name="after">The register's entry now.</param>
    public IReadOnlyList<AuditProblem> Finish(ChainRecord? before, ChainRecord? after)
    {
        if (head is null && _links.Count > 0 && before is null && after is not null)
        {
            // The chain was opened while we were reading, so it is not checked yet.
            return _problems;
        }

        CheckLinks();
        CheckHead(before);
        CheckRegister(before, after);
        return _problems;
    }

    /// <summary>For a chain whose day is past the retention: its records may be missing, but those that are left must be as they were written.</summary>
    /// <param name="removed">The register's entry, which has the end of the chain.</param>
    public IReadOnlyList<AuditProblem> FinishRemoved(ChainRecord removed)
    {
        var previous = new KeyValuePair<int, (string Key, string Previous, string Hash)>(0, ("", "", AuditHash.Of(chain)));
        foreach (var link in _links)
        {
            if (link.Key == previous.Key + 1 && link.Value.Previous != previous.Value.Hash)
            {
                NoteReplaced(link.Key, link.Value.Key);
            }

            previous = link;
        }

        foreach (var (sequence, link) in _links.Where(link => link.Key > removed.Sequence))
        {
            Note(sequence, link.Key, AddedAfterClose);
        }

        if (HashAt(removed.Sequence) is { } hash && hash != removed.Hash)
        {
            Note(removed.Sequence, KeyAt(removed.Sequence), NotTheRegisters);
        }

        return _problems;
    }

    /// <summary>For a chain that the register says was removed although its day is within the retention.</summary>
    public IReadOnlyList<AuditProblem> FinishRemovedTooEarly(ChainRecord? before, ChainRecord after, DateOnly firstKept)
    {
        Note(0, "", string.Create(CultureInfo.InvariantCulture, $"The register says that the records were removed after their retention, but every day from {firstKept:yyyy-MM-dd} on must be kept."));

        // The end of the chain is in the register whatever its state, so the records are checked as if it were closed.
        return Finish((before ?? after) with { State = ChainState.Closed }, after);
    }

    // Records after the head were added while we were reading, so only those up to it must be complete.
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
                Note(expected, "", sequence - expected == 1 ? "The record is missing." : $"Records {expected} to {sequence - 1} are missing.");
            }
            else if (link.Previous != previous)
            {
                NoteReplaced(sequence, link.Key);
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
            Note(head.Sequence + 1, KeyAt(head.Sequence + 1), AddedAfterClose);
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
            Note(before.Sequence, KeyAt(before.Sequence), NotTheRegisters);
        }
    }

    private void NoteReplaced(int sequence, string key) => Note(sequence, key, "The record does not follow the previous one: one of the two was replaced.");

    private string? HashAt(int sequence) => _links.TryGetValue(sequence, out var link) ? link.Hash : null;

    private string KeyAt(int sequence) => _links.TryGetValue(sequence, out var link) ? link.Key : "";

    private void Note(int sequence, string key, string what) =>
        _problems.Add(new AuditProblem(chain.Writer, sequence, key.Length == 0 ? chain.ToString() : $"{chain}/{key}", what));
}
