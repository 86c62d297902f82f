using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Merges the chains of one day into its entries, newest first, each completed by its ending if it has one.</summary>
internal sealed class DayWalk(IReadOnlyList<ChainWalk> chains)
{
    private readonly PriorityQueue<AuditEntry, string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AuditEnding> _endings = [];

    /// <summary>Returns the entries, and in between how far the walk has come.</summary>
    public async IAsyncEnumerable<WalkStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // An entry is the next one, and has its ending, when nothing unread can be as new.
            var newest = chains.MaxBy(chain => chain.Bound);
            var bound = newest?.Bound;
            if (_entries.TryPeek(out var next, out var place) && (bound is null || next.At > bound))
            {
                _entries.Dequeue();
                yield return new(Join(next), place);
            }
            else if (newest is null || bound is null)
            {
                yield break;
            }
            else
            {
                Add(await newest.ReadAsync(cancellationToken));
                yield return new(null, AuditPlace.Of(bound.Value));
            }
        }
    }

    private void Add(AuditBlock? block)
    {
        foreach (var record in block is null ? [] : BlockRecord.ListOf(block))
        {
            if (record.Entry is { } entry)
            {
                _entries.Enqueue(entry, AuditPlace.Of(entry));
            }
            else if (record.Ending is { Ends: { } id } ending)
            {
                _endings[id] = ending;
            }
        }
    }

    private AuditEntry Join(AuditEntry entry)
    {
        _endings.Remove(entry.Id, out var ending);
        return entry.Outcome is null ? entry.With(ending ?? new AuditEnding(AuditOutcome.Unknown)) : entry;
    }
}

/// <summary>A step of a walk through the log: an entry, or only how far the walk has come.</summary>
/// <param name="Place">All entries at earlier places have been returned.</param>
internal sealed record WalkStep(AuditEntry? Entry, string Place);
