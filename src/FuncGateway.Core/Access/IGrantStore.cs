using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Stores grants. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IGrantStore
{
    /// <summary>Finds the grant whose token, or whose old token, this is. The caller checks whether the grant, and the old token, still work.</summary>
    Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken);

    Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken);

    /// <summary>Lists the grants that reach a server, oldest first.</summary>
    IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Lists the grants of all servers, newest first.</summary>
    /// <param name="before">Only grants whose ids sort before this one; null for all.</param>
    IAsyncEnumerable<Stored<Grant>> ListNewestAsync(GrantId? before, CancellationToken cancellationToken);

    /// <summary>Adds a new grant. Returns <see cref="SaveResult.Conflict"/> if the id or a token already exists.</summary>
    Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken);

    /// <summary>Replaces the grant including its tokens and access: afterwards only the tokens that it has now find it, and the lists of the servers that it reaches.</summary>
    Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken);
}
