namespace FuncGateway.Core.Audit;

/// <summary>Which entries are wanted; what is null does not matter.</summary>
/// <param name="From">At this time or after.</param>
/// <param name="To">Before this time.</param>
/// <param name="After">The place (<see cref="AuditKey.Place"/>) behind which to go on.</param>
public sealed record AuditQuery(
    AuditStream Stream,
    string? Server = null,
    string? Grant = null,
    string? Tool = null,
    string? Verdict = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null)
{
    public bool Wants(AuditEntry entry)
    {
        var call = entry as CallEntry;
        return Is(Server, entry.Server) && Is(Grant, entry.Grant) && Is(Tool, call?.Tool) && Is(Verdict, call?.Verdict?.ToString().ToLowerInvariant());
    }

    private static bool Is(string? wanted, string? found) => wanted is null || string.Equals(wanted, found, StringComparison.Ordinal);
}

/// <param name="Cursor">Where to go on; null at the end. A page may be short, or empty, and still have one: only so many records are looked through at once.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);

/// <summary>An entry and its place in the order of the log.</summary>
public sealed record AuditFound(AuditEntry Entry, string Place);
