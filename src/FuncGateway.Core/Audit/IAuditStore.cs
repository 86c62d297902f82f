using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Stores the blocks of the log, which are only ever added, and the register of its chains. The hash chain itself is built by <see cref="AuditChain"/>.</summary>
public interface IAuditStore
{
    /// <summary>Adds a block. A conflict means that its number is taken.</summary>
    Task<SaveResult> AddBlockAsync(AuditBlock block, CancellationToken cancellationToken);

    Task<AuditBlock?> FindBlockAsync(ChainName chain, int number, CancellationToken cancellationToken);

    /// <summary>Lists the blocks of a chain, newest first. A damaged field reads as empty, so that verification still sees the rest of the block.</summary>
    IAsyncEnumerable<AuditBlock> ListBlocksAsync(ChainName chain, BlockRange range, CancellationToken cancellationToken);

    /// <summary>Lists the chains that have blocks, whether or not the register names them.</summary>
    IAsyncEnumerable<ChainName> ListWrittenChainsAsync(AuditStream stream, CancellationToken cancellationToken);

    /// <summary>Deletes the blocks of a chain. Returns the number of records in them.</summary>
    Task<int> DeleteBlocksAsync(ChainName chain, CancellationToken cancellationToken);

    /// <summary>Returns the latest day in the register that is not after <paramref name="newest"/>, or null.</summary>
    Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken);

    /// <summary>Lists the chains in the register, latest day first.</summary>
    /// <param name="oldest">The first day.</param>
    /// <param name="newest">The last day.</param>
    IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(AuditStream stream, DateOnly oldest, DateOnly newest, CancellationToken cancellationToken);

    /// <param name="version">Null for a new entry.</param>
    Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken);
}

/// <summary>Which blocks of a chain to list, and how much of them.</summary>
/// <param name="From">Only blocks of which the chain up to there has an entry of this time or later.</param>
/// <param name="To">Only blocks with an entry before this time, and those without entries.</param>
/// <param name="WithLines">Whether the records are needed.</param>
/// <param name="PageSize">How many blocks are likely to be read; null for as many as the store likes to return at once.</param>
public sealed record BlockRange(DateTimeOffset? From = null, DateTimeOffset? To = null, bool WithLines = false, int? PageSize = null)
{
    /// <summary>Only blocks with a greater number. The store finds them by their keys, however long the chain is.</summary>
    public int After { get; init; }

    /// <summary>Only blocks up to this number.</summary>
    public int Through { get; init; } = int.MaxValue;

    /// <summary>All blocks of a chain with their records. Few at once, because each may have 700 KiB of them.</summary>
    public static BlockRange All { get; } = new(WithLines: true, PageSize: 50);
}

public static class AuditDays
{
    /// <summary>Lists the days in the register, latest first, beginning with <paramref name="newest"/>.</summary>
    public static async IAsyncEnumerable<DateOnly> ListDaysAsync(
        this IAuditStore store, AuditStream stream, DateOnly newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = newest; await store.FindDayAsync(stream, next, cancellationToken) is { } day; next = day.AddDays(-1))
        {
            yield return day;
            if (day == DateOnly.MinValue)
            {
                yield break;
            }
        }
    }
}
