namespace FuncGateway.Core.Audit;

/// <summary>Where the rows of the log lie. It keeps them and moves heads; what chains them is <see cref="AuditChain"/>'s.</summary>
public interface IAuditStore
{
    /// <summary>Adds the rows and moves the chain's head, all or nothing.</summary>
    /// <param name="next">The head afterwards.</param>
    /// <param name="expected">Version of the head before; null: there is none yet.</param>
    /// <param name="rows">Up to <see cref="AuditChain.MaxRows"/>; none to only close the chain.</param>
    /// <returns>The new head's version; null when the head is another, or one of the keys is taken.</returns>
    Task<RowVersion?> AppendAsync(ChainHead next, RowVersion? expected, IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken);

    Task<Stored<ChainHead>?> FindHeadAsync(ChainName chain, CancellationToken cancellationToken);

    IAsyncEnumerable<ChainHead> ListHeadsAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The newest day with records, this one or an earlier one.</summary>
    Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken);

    /// <summary>Rows of one part of a day by their keys, the newest first. A field that was damaged reads as empty: whoever checks must see the rest.</summary>
    /// <param name="after">Only keys behind this one.</param>
    /// <param name="before">Only keys before this one.</param>
    /// <param name="pageSize">As many are likely to be wanted.</param>
    IAsyncEnumerable<AuditRow> ListRowsAsync(
        AuditStream stream, DateOnly day, AuditPart part, string? after, string? before, int? pageSize, CancellationToken cancellationToken);

    IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(bool onlyOpen, CancellationToken cancellationToken);

    /// <param name="version">Null: it is new.</param>
    Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken);

    /// <summary>Deletes every row and head of a day; how many rows there were.</summary>
    Task<int> DeleteDayAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken);
}
