using FuncGateway.Core.Access;

namespace FuncGateway.Core.Approvals;

/// <summary>Stores approvals. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IApprovalStore
{
    /// <summary>Returns the latest rounds of a call, newest first: enough to find one that was restored after the next had started.</summary>
    Task<IReadOnlyList<Stored<Approval>>> ListRoundsAsync(CallKey call, CancellationToken cancellationToken);

    Task<Stored<Approval>?> FindAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>Returns the arguments as passed to <see cref="AddAsync"/>, or null if the approval no longer exists.</summary>
    Task<byte[]?> FindArgumentsAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>Adds a new round. Returns <see cref="SaveResult.Conflict"/> if that round already exists.</summary>
    /// <param name="arguments">Already encrypted; stored as they are.</param>
    Task<SaveResult> AddAsync(Approval approval, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken);

    Task<SaveResult> SaveAsync(Approval approval, RowVersion version, CancellationToken cancellationToken);

    /// <summary>Deletes an approval that is still pending, as if it had never been added. Returns false if it is not pending any more.</summary>
    Task<bool> WithdrawAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>Lists one page of approvals.</summary>
    /// <param name="cursor">From the previous page; null for the first.</param>
    /// <exception cref="ArgumentException">The cursor did not come from a page of this list.</exception>
    Task<ApprovalPage> ListAsync(ApprovalQuery query, string? cursor, int count, CancellationToken cancellationToken);

    /// <summary>Counts the approvals of a grant that are pending at <paramref name="now"/>, up to <paramref name="atMost"/>.</summary>
    Task<int> CountPendingAsync(GrantId grant, int atMost, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes approvals created before <paramref name="createdBefore"/>, with their arguments, except those still open at <paramref name="now"/>. Returns how many.</summary>
    Task<int> DeleteAsync(DateTimeOffset createdBefore, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Which approvals are listed, and in which order.</summary>
/// <param name="State">The stored state; null for all. An expired approval may still be stored as pending or approved.</param>
/// <param name="Grant">Null for those of all grants.</param>
/// <param name="Tool">The exact name; null for all tools.</param>
public sealed record ApprovalQuery(ApprovalState? State = null, GrantId? Grant = null, string? Tool = null)
{
    /// <summary>Pending approvals are listed oldest first unless asked otherwise, all others newest first.</summary>
    public bool IsNewestFirst { get; init; } = State != ApprovalState.Pending;

    public bool Matches(Approval approval) =>
        (State is null || approval.State == State) && (Grant is null || approval.Subject.Grant == Grant) && (Tool is null || approval.Subject.Tool == Tool);
}

/// <summary>A page of a list of approvals.</summary>
/// <param name="Cursor">Continues after this page; null on the last one. A page may be short, or empty, and still have a cursor.</param>
public sealed record ApprovalPage(IReadOnlyList<Stored<Approval>> Approvals, string? Cursor);
