namespace FuncGateway.Core.Access;

/// <summary>Revokes grants, permanently.</summary>
public sealed class GrantRevocation(IGrantStore grants, TimeProvider time)
{
    /// <summary>Returns false if the grant does not exist. A grant that is already revoked stays unchanged.</summary>
    public async Task<bool> RevokeAsync(GrantId id, CancellationToken cancellationToken)
    {
        while (await grants.FindAsync(id, cancellationToken) is { } stored)
        {
            // Retried after every conflict: a revocation must not fail because the grant is being renamed at the same time.
            if (stored.Value.RevokedAt is not null || await TryRevokeAsync(stored, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryRevokeAsync(Stored<Grant> stored, CancellationToken cancellationToken) =>
        await grants.SaveAsync(stored.Value with { RevokedAt = time.GetUtcNow() }, stored.Version, cancellationToken) is SaveResult.Saved;
}
