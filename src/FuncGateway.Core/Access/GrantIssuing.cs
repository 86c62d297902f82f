using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Creates grants.</summary>
public sealed class GrantIssuing(IServerStore servers, IGrantStore grants, GrantRevocation revocation, TimeProvider time)
{
    /// <summary>Creates a grant with a new token. Returns null if the server does not exist.</summary>
    public async Task<IssuedGrant?> IssueAsync(ServerId server, string label, PolicyId? policy, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        IssuedGrant issued;
        do
        {
            var (token, now) = (GrantToken.Mint(), time.GetUtcNow());
            issued = new(new Grant(GrantId.New(now), server, label, policy, token.Hash, now, expiresAt), token);
        }
        while (await grants.AddAsync(issued.Grant, cancellationToken) is SaveResult.Conflict);

        // A server deletion revokes the server's grants once more afterwards, so together with this check no grant outlives its server.
        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            await revocation.RevokeAsync(issued.Grant.Id, cancellationToken);
            return null;
        }

        return issued;
    }
}

/// <summary>A new grant with its token, which is known only now.</summary>
public sealed record IssuedGrant(Grant Grant, GrantToken Token);
