using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Revokes grants permanently, as a whole or for one server.</summary>
public sealed class GrantRevocation(IGrantStore grants, TimeProvider time)
{
    /// <summary>Returns false if the grant does not exist. A grant that is already revoked stays unchanged.</summary>
    public Task<bool> RevokeAsync(GrantId id, CancellationToken cancellationToken) => EndAsync(id, Revoked, cancellationToken);

    /// <summary>Takes a server out of a grant, which is revoked if it reaches no other. Returns false if the grant does not exist.</summary>
    public Task<bool> WithdrawAsync(GrantId id, ServerId server, CancellationToken cancellationToken) => EndAsync(
        id,
        grant => grant.Access.Find(server) is null ? grant : grant.Access.Without(server) is { } left ? grant with { Access = left } : Revoked(grant),
        cancellationToken);

    private Grant Revoked(Grant grant) => grant.Revoke(time.GetUtcNow());

    private async Task<bool> EndAsync(GrantId id, Func<Grant, Grant> end, CancellationToken cancellationToken)
    {
        while (await grants.FindAsync(id, cancellationToken) is { } stored)
        {
            if (stored.Value.RevokedAt is not null || end(stored.Value) is var ended && ended == stored.Value)
            {
                return true;
            }

            // Repeated after every conflict: a revocation must not fail because the grant is being renamed at the same time.
            if (await grants.SaveAsync(ended, stored.Version, cancellationToken) is SaveResult.Saved)
            {
                return true;
            }
        }

        return false;
    }
}
