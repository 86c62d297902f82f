using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Creates grants.</summary>
public sealed class GrantIssuing(IServerStore servers, IGrantStore grants, GrantRevocation revocation, TimeProvider time)
{
    /// <summary>Creates a grant with a new token, unless a server that it would reach does not exist.</summary>
    public async Task<IssueResult> IssueAsync(GrantAccess access, string label, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        IssueResult.Issued issued;
        do
        {
            var (token, now) = (GrantToken.Mint(), time.GetUtcNow());
            issued = new(new Grant(GrantId.New(now), access, label, token.Hash, now, expiresAt), token);
        }
        while (await grants.AddAsync(issued.Grant, cancellationToken) is SaveResult.Conflict);

        // A server deletion takes the server out of its grants once more afterwards, so together with this check no grant outlives its server.
        foreach (var server in access.Servers)
        {
            if (await servers.FindAsync(server, cancellationToken) is null)
            {
                await revocation.RevokeAsync(issued.Grant.Id, cancellationToken);
                return new IssueResult.NoServer(server);
            }
        }

        return issued;
    }
}

/// <summary>The result of creating a grant.</summary>
public abstract record IssueResult
{
    private IssueResult() { }

    /// <summary>A new grant with its token, which is known only now.</summary>
    public sealed record Issued(Grant Grant, GrantToken Token) : IssueResult;

    /// <summary>A server does not exist, or was removed at the same moment. There is no grant.</summary>
    public sealed record NoServer(ServerId Server) : IssueResult;
}
