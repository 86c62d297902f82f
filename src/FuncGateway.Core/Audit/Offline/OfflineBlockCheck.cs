namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies one exported block on its own.</summary>
internal sealed class OfflineBlockCheck(ExportedBlock block, OfflineFindings findings)
{
    public void Run()
    {
        if (MerkleTree.Root(block.Lines) != block.Root)
        {
            AddBroken("the lines are not those that were hashed");
        }

        if (BlockHash.Of(block.Chain, block.Number, block.Previous, block.Root, BlockHash.OfText(block.Details)) != block.Hash)
        {
            AddBroken("the block is not what was hashed");
        }

        if (block.Records != block.Lines.Count)
        {
            AddBroken($"it has {block.Lines.Count} lines, and says {block.Records}");
        }

        if (block.Stored >= block.Number)
        {
            AddBroken("it says that it was stored before it was sent");
        }

        if (block.Number > 1 && block.IsOpening)
        {
            AddBroken("it opens the chain and is not the first block");
        }

        if (block.IsClosing && block.Lines.Count > 0)
        {
            AddBroken("it closes the chain and has lines");
        }

        try
        {
            VerifyTimes(Entries.Read(block.Lines));
        }
        catch (UnreadableException e)
        {
            findings.Add(AuditProblemKind.Unreadable, block.Where, e.Message);
        }
    }

    private void VerifyTimes(Entries entries)
    {
        if (block.Lines.Count == 0)
        {
            return;
        }

        if (block.First is not { } first || block.Last is not { } last || first > last)
        {
            AddBroken("it does not say when its entries were made");
            return;
        }

        // An ending counts with the time of its entry, which may be in another block: then the block says more than its entries do.
        var isWithin = entries.First >= first && entries.Last <= last;
        var isSame = entries.First == first && entries.Last == last;
        if (entries.First is not null && !(entries.HasEndings ? isWithin : isSame))
        {
            AddBroken("its first and last time are not those of its entries");
        }
    }

    private void AddBroken(string what) => findings.Add(AuditProblemKind.Broken, block.Where, what);

    /// <summary>The earliest and the latest time of the entries in a block, null if it has none, and whether it has endings.</summary>
    private readonly record struct Entries(DateTimeOffset? First, DateTimeOffset? Last, bool HasEndings)
    {
        /// <exception cref="UnreadableException">A line is neither an entry nor an ending.</exception>
        public static Entries Read(IReadOnlyList<string> lines)
        {
            var entries = new Entries();
            foreach (var (index, line) in lines.Index())
            {
                var what = $"line {index + 1}";
                var record = ExportedObject.Parse(line, what);
                entries = record.Has("id") ? entries.With(record.At())
                    : record.Has("ends") ? entries with { HasEndings = true }
                    : throw new UnreadableException($"{what} is neither an entry nor an ending");
            }

            return entries;
        }

        private Entries With(DateTimeOffset at) => this with { First = at >= First ? First : at, Last = at <= Last ? Last : at };
    }
}
