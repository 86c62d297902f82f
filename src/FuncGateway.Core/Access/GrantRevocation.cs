namespace FuncGateway.Core.Access;

/// <summary>Ends a grant for good.</summary>
public sealed class GrantRevocation(IGrantStore grants, TimeProvider time)
{
    /// <summary>False when there is no such grant. One that is revoked already stays as it is.</summary>
    public async Task<bool> RevokeAsync(GrantId id, CancellationToken cancellationToken)
    {
        while (await grants.FindAsync(id, cancellationToken) is { } stored)
        {
            // Again after a conflict, however often: a revocation does not give up because somebody renames the grant.
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
