namespace FuncGateway.Core.Audit;

/// <summary>A filter for entries; null fields match everything.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="After">The place (<see cref="AuditKey.Place"/>) after which to continue.</param>
public sealed record AuditQuery(
    AuditStream Stream,
    string? Server = null,
    string? Grant = null,
    string? Tool = null,
    AuditVerdict? Verdict = null,
    AuditOutcome? Outcome = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null)
{
    public bool Wants(AuditEntry entry)
    {
        var call = entry as CallEntry;
        return Is(Server, entry.Server) && Is(Grant, entry.Grant) && Is(Tool, call?.Tool) && (Verdict is null || Verdict == call?.Verdict) && (Outcome is null || Outcome == entry.Outcome);
    }

    private static bool Is(string? wanted, string? found) => wanted is null || string.Equals(wanted, found, StringComparison.Ordinal);
}

/// <param name="Cursor">Continues after this page; null on the last one. A page may be short, or empty, and still have a cursor, because the number of records scanned per request is limited.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);

/// <summary>An entry and its position in the log.</summary>
public sealed record LocatedEntry(AuditEntry Entry, string Place);
