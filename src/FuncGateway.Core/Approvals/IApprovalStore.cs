namespace FuncGateway.Core.Approvals;

/// <summary>Where approvals are kept. Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</summary>
public interface IApprovalStore
{
    /// <summary>The latest rounds of a call, newest first: enough to find one that was given back after the next had begun.</summary>
    Task<IReadOnlyList<Stored<Approval>>> ListRoundsAsync(CallKey call, CancellationToken cancellationToken);

    Task<Stored<Approval>?> FindAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>The arguments as they were given to <see cref="AddAsync"/>; null when the approval is gone.</summary>
    Task<byte[]?> FindArgumentsAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>Keeps a new round. Conflict when that round exists already.</summary>
    /// <param name="arguments">Already encrypted; kept as they are.</param>
    Task<SaveResult> AddAsync(Approval approval, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken);

    Task<SaveResult> SaveAsync(Approval approval, RowVersion version, CancellationToken cancellationToken);

    /// <summary>Pending ones: who waits longest first. Others, and all (<paramref name="state"/> null): newest first.</summary>
    /// <param name="state">The state as stored; what has run out may not be written down yet.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    Task<ApprovalPage> ListAsync(ApprovalState? state, string? cursor, int count, CancellationToken cancellationToken);

    /// <summary>Deletes approvals asked for before a time, their arguments with them, except those that are open at <paramref name="now"/>.</summary>
    Task<int> DeleteAsync(DateTimeOffset askedBefore, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Some of a list of approvals.</summary>
/// <param name="Cursor">Asks for what follows; null when nothing does. A page may be short, or empty, and still have one.</param>
public sealed record ApprovalPage(IReadOnlyList<Stored<Approval>> Approvals, string? Cursor);
