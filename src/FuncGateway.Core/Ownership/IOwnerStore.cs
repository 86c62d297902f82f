using FuncGateway.Core.Access;

namespace FuncGateway.Core.Ownership;

/// <summary>Stores which grant something belongs to that an upstream gave out. An owner never changes. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IOwnerStore
{
    Task<Owner?> FindAsync(OwnedKey owned, CancellationToken cancellationToken);

    /// <summary>Adds an owner. Returns <see cref="SaveResult.Conflict"/> if there is one already.</summary>
    Task<SaveResult> AddAsync(OwnedKey owned, Owner owner, CancellationToken cancellationToken);

    /// <summary>Deletes every row that expired before <paramref name="now"/>.</summary>
    /// <returns>The number of rows deleted.</returns>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>The grant that an upstream gave something to.</summary>
/// <param name="ExpiresAt">From then on the row may be deleted, and it belongs to no grant.</param>
public sealed record Owner(GrantId Grant, DateTimeOffset ExpiresAt);
