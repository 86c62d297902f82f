namespace FuncGateway.Core.Audit;

/// <summary>A filter for entries; null fields match everything.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="After">The place (<see cref="AuditPlace"/>) after which to continue.</param>
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
    /// <summary>The rule exactly as in the entry.</summary>
    public string? Rule { get; init; }

    /// <summary>The method exactly as in the entry.</summary>
    public string? Method { get; init; }

    /// <summary>All wanted entries are earlier than this; null if there is no such time.</summary>
    internal DateTimeOffset? Newest => After is not null && AuditPlace.TimeOf(After) is { } after && !(To <= after) ? after + TimeSpan.FromTicks(1) : To;

    /// <summary>Whether blocks can be told apart by their details alone.</summary>
    public bool IsSelective => (Server ?? Grant ?? Tool) is not null || Verdict is not null;

    public bool Wants(AuditEntry entry)
    {
        var call = entry as CallEntry;
        return Is(Server, entry.Server) && Is(Grant, entry.Grant) && Is(Tool, call?.Tool) && Is(Rule, call?.Rule) && Is(Method, call?.Method) && (Verdict is null || Verdict == call?.Verdict) && (Outcome is null || Outcome == entry.Outcome)
            && (From is null || entry.At >= From) && (To is null || entry.At < To) && (After is null || string.CompareOrdinal(AuditPlace.Of(entry), After) > 0);
    }

    /// <summary>False if the block certainly has no entry that is wanted, and no ending of one.</summary>
    internal bool MayWant(BlockDetails block)
    {
        var hasEntry = block.First is { } first && (Newest is not { } newest || first < newest);
        var hasVerdict = Verdict is not { } verdict || block.Verdicts?.ContainsKey(verdict) is true || HasEndings(block);
        return hasEntry && hasVerdict && Has(block, Server, BlockFilter.ServerKey) && Has(block, Grant, BlockFilter.GrantKey) && Has(block, Tool, BlockFilter.ToolKey);
    }

    private static bool HasEndings(BlockDetails block) => block.Verdicts is null || block.Verdicts.Values.Sum(count => (long)count) < block.Records;

    private static bool Has(BlockDetails block, string? name, Func<string, string> key) => name is null || BlockFilter.MayHave(block.Keys, key(name));

    private static bool Is(string? wanted, string? found) => wanted is null || string.Equals(wanted, found, StringComparison.Ordinal);
}

/// <param name="Cursor">Continues after this page; null on the last one. A page may be short, or empty, and still have a cursor, because the number of records scanned per request is limited.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);
