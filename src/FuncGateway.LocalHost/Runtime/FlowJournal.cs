using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>The history of one run: first read from its beginning, then written on. Nothing is done that does not stand in it before or right after.</summary>
internal sealed class FlowJournal(FlowTable flows, Stored<FlowHead> head, IReadOnlyList<FlowEntry> history)
{
    private Stored<FlowHead> _head = head;
    private int _replayed;

    public FlowHead Head => _head.Value;

    public bool IsReplaying => _replayed < history.Count;

    public IEnumerable<string> EventsTaken => history.Select(entry => entry.EventId).OfType<string>();

    /// <summary>The next entry that was written before, or null when the flow goes on from here.</summary>
    public FlowEntry? Replay() => IsReplaying ? history[_replayed++] : null;

    /// <exception cref="FlowHaltException">Another process has taken the flow over.</exception>
    public async Task<FlowEntry> AppendAsync(FlowEntry entry)
    {
        await SaveAsync(Head, entry);
        return entry;
    }

    /// <exception cref="FlowHaltException">Another process has taken the flow over.</exception>
    public Task EndAsync(FlowStatus status, string problem, DateTimeOffset now) =>
        SaveAsync(Head with { Status = status, EndedAt = now, Problem = problem }, new FlowEntry(FlowEntryKind.Ended, Head.Flow, now));

    // On no token: what has been done is written down although the process is told to stop. The table's own timeouts bound it.
    private async Task SaveAsync(FlowHead next, FlowEntry entry) =>
        _head = await flows.SaveAsync(next, entry, _head.Version, CancellationToken.None)
            ?? throw new FlowHaltException("Another process has taken the flow over.");
}
