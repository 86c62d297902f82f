using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Stores grants. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IGrantStore
{
    Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken);

    Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken);

    IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Adds a new grant. Returns <see cref="SaveResult.Conflict"/> if the id or the token already exists.</summary>
    Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken);

    /// <summary>Replaces the grant including its token: afterwards only the new token finds it.</summary>
    Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken);
}
