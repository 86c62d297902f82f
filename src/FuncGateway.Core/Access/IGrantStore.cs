using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Where grants are kept. Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</summary>
public interface IGrantStore
{
    Task<Grant?> FindByTokenAsync(TokenHash token, CancellationToken cancellationToken);

    Task<Stored<Grant>?> FindAsync(GrantId id, CancellationToken cancellationToken);

    IAsyncEnumerable<Stored<Grant>> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Conflict when the id or the token exists already.</summary>
    Task<SaveResult> AddAsync(Grant grant, CancellationToken cancellationToken);

    /// <summary>Replaces the grant, its token included: from then on only the new token finds it.</summary>
    Task<SaveResult> SaveAsync(Grant grant, RowVersion version, CancellationToken cancellationToken);
}
