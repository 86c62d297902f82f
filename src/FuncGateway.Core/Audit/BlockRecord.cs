namespace FuncGateway.Core.Audit;

/// <summary>A record of a block: an entry, or the ending of one.</summary>
internal readonly record struct BlockRecord(AuditEntry? Entry, AuditEnding? Ending)
{
    /// <summary>Reads the records of a block, in the order in which they are stored. One that was modified reads as an entry that says so: the rest of the log must remain readable.</summary>
    public static IReadOnlyList<BlockRecord> ListOf(AuditBlock block)
    {
        var records = new List<BlockRecord>();
        if (block.Lines.IsEmpty)
        {
            return records;
        }

        foreach (var range in block.Lines.Span.Split((byte)'\n'))
        {
            var (entry, ending) = AuditJson.ReadLine(block.Chain.Stream, block.Lines.Span[range]);
            records.Add(ending?.Ends is not null ? new(null, ending) : new(entry ?? Unreadable(block), null));
        }

        return records;
    }

    private static CallEntry Unreadable(AuditBlock block) =>
        new("", block.Through ?? block.Chain.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) { Outcome = AuditOutcome.Unreadable };
}
