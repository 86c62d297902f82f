namespace FuncGateway.Core.Approvals;

/// <summary>Notes who first opened an approval. It is for people only: nothing waits for it, and the state never changes.</summary>
public sealed class OpenedApprovals(IApprovalStore store)
{
    private const int MaxAttempts = 10;

    /// <summary>Returns false if there is no such approval. Does nothing if it was opened before, or is no longer pending.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or each attempt met another change.</exception>
    public async Task<bool> NoteAsync(ApprovalId id, ApprovalOpened opened, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } stored)
            {
                return false;
            }

            if (stored.Value.Open(opened) is not ApprovalChange.Done { Next: var next }
                || await store.SaveAsync(next, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return true;
            }
        }

        throw new StoreUnavailableException($"That approval {id} was opened could not be noted: it was changed concurrently {MaxAttempts} times.");
    }
}
