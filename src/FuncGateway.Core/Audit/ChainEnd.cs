namespace FuncGateway.Core.Audit;

/// <summary>The end of a chain in the store. Blocks beyond a gap do not belong to the chain: their writer died before the one between was stored.</summary>
internal sealed record ChainEnd(ChainHead Head, ChainClosing? Closed)
{
    /// <summary>The number of the newest blocks of a chain that always show its end: as many as can be on their way at once, and the one before.</summary>
    public const int Window = AuditChain.MaxUnderWay + 1;

    /// <summary>Returns null if a block is missing that was stored: then the chain was tampered with, and has no end that can be relied on.</summary>
    public static async Task<ChainEnd?> FindAsync(IAuditStore store, ChainName chain, CancellationToken cancellationToken) =>
        Of(chain, await store.ListBlocksAsync(chain, new BlockRange(PageSize: Window), cancellationToken).Take(Window).ToListAsync(cancellationToken));

    /// <inheritdoc cref="FindAsync"/>
    /// <param name="newest">The newest blocks of the chain, newest first: <see cref="Window"/> of them, or all.</param>
    public static ChainEnd? Of(ChainName chain, IReadOnlyList<AuditBlock> newest)
    {
        var known = newest.Select(block => BlockDetails.Read(block.Details)?.Stored ?? 0).DefaultIfEmpty(0).Max();
        var end = known == 0 ? ChainHead.Start(chain) : newest.FirstOrDefault(block => block.Number == known)?.Head;
        foreach (var block in newest.Where(block => block.Number > known).Reverse())
        {
            if (block.Number != end?.Number + 1)
            {
                break;
            }

            end = block.Head;
            if (BlockDetails.Read(block.Details)?.Closes is { } closed)
            {
                return new(end, closed);
            }
        }

        return end is null ? null : new(end, null);
    }
}
