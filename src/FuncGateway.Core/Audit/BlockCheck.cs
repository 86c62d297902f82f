namespace FuncGateway.Core.Audit;

/// <summary>Checks one block on its own: that it is what was written, where it was written.</summary>
internal static class BlockCheck
{
    /// <summary>Returns the details of the block, null if they cannot be read, and its problem, null if it has none.</summary>
    /// <param name="block">With its records.</param>
    public static (BlockDetails? Details, AuditProblemKind Kind, string? Problem) Check(AuditBlock block)
    {
        if (BlockDetails.Read(block.Details) is not { } details)
        {
            return (null, AuditProblemKind.Unreadable, "The details of the block cannot be read.");
        }

        var detailsHash = BlockHash.OfText(block.Details);
        if (BlockHash.Of(block.Chain, block.Number, block.Previous, block.Root, detailsHash) != block.Hash)
        {
            var (writtenAs, hash) = ($"{details.Chain}/{details.Number}", BlockHash.Of(details.Chain, details.Number, block.Previous, block.Root, detailsHash));
            return hash == block.Hash && writtenAs != $"{block.Chain}/{block.Number}"
                ? (details, AuditProblemKind.Reordered, $"The block was written as {writtenAs}.")
                : (details, AuditProblemKind.Broken, "The block was changed: its hash does not match its fields.");
        }

        return (details, AuditProblemKind.Broken, ProblemOf(block, details));
    }

    private static string? ProblemOf(AuditBlock block, BlockDetails details)
    {
        var lines = block.Lines.IsEmpty ? 0 : block.Lines.Span.Count((byte)'\n') + 1;
        return MerkleTree.Root(block.Lines.Span) != block.Root || lines != details.Records ? "The records were changed: they do not match the root of the block."
            : block.First != details.First || block.Through != details.Through ? "The times by which the block is found were changed."
            : details.Chain != block.Chain.ToString() || details.Number != block.Number ? "The block names another place than its own."
            : details.Stored >= block.Number || details.Stored < block.Number - AuditChain.MaxUnderWay ? $"The block names block {details.Stored} as the last one that was stored before it, which cannot be."
            : null;
    }
}
