using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Stores the rows and chain heads of the log. The hash chain itself is built by <see cref="AuditChain"/>.</summary>
public interface IAuditStore
{
    /// <summary>Adds the rows and updates the chain's head in one transaction.</summary>
    /// <param name="next">The new head.</param>
    /// <param name="expected">Version of the current head; null if there is none yet.</param>
    /// <param name="rows">Up to <see cref="AuditChain.MaxRows"/>; empty to only close the chain.</param>
    /// <returns>The new head's version, or null if the head has changed or one of the keys is taken.</returns>
    Task<RowVersion?> AppendAsync(ChainHead next, RowVersion? expected, IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken);

    Task<Stored<ChainHead>?> FindHeadAsync(ChainName chain, CancellationToken cancellationToken);

    IAsyncEnumerable<ChainHead> ListHeadsAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Returns the latest day with records that is not after <paramref name="newest"/>, or null.</summary>
    Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken);

    /// <summary>Lists the rows of one part of a day in key order, newest first. A damaged field reads as empty, so that verification still sees the rest of the row.</summary>
    /// <param name="after">Only keys greater than this one.</param>
    /// <param name="before">Only keys less than this one.</param>
    /// <param name="pageSize">How many rows the caller is likely to read.</param>
    IAsyncEnumerable<AuditRow> ListRowsAsync(
        AuditStream stream, DateOnly day, AuditPart part, string? after, string? before, int? pageSize, CancellationToken cancellationToken);

    IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(bool onlyOpen, CancellationToken cancellationToken);

    /// <param name="version">Null for a new entry.</param>
    Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken);

    /// <summary>Deletes every row and head of a day. Returns the number of rows deleted.</summary>
    Task<int> DeleteDayAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken);
}

public static class AuditDays
{
    /// <summary>Lists the days with records, latest first, beginning with <paramref name="newest"/>.</summary>
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
