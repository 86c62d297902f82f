using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Policies;

/// <summary>Stores policies. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IPolicyStore
{
    /// <summary>Returns null if the policy does not exist or is retired.</summary>
    Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    /// <summary>Returns any revision, also of a retired policy.</summary>
    Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken);

    /// <summary>Returns the number of the last revision ever published, even if the policy is retired or the revision deleted; 0 if there was none.</summary>
    Task<int> FindLastNumberAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    /// <summary>Lists the current revision of every policy of the server that is not retired.</summary>
    IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Lists every revision of one policy, newest first, also if it is retired.</summary>
    IAsyncEnumerable<PolicyRevision> ListRevisionsAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the revision and makes it current, also if the policy is retired. Returns <see cref="SaveResult.Conflict"/> unless its number follows the last
    /// one (1 for the first).
    /// </summary>
    Task<SaveResult> AddAsync(PolicyRevision revision, CancellationToken cancellationToken);

    /// <summary>Retires the policy: it has no current revision until another is published. Its revisions stay.</summary>
    /// <param name="number">The current revision. Returns <see cref="SaveResult.Conflict"/> if another one is, or none.</param>
    Task<SaveResult> RetireAsync(ServerId server, PolicyId policy, int number, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Deletes the revisions of policies that were retired earlier than <paramref name="before"/>. Their numbers stay taken.</summary>
    /// <returns>The number of revisions deleted.</returns>
    Task<int> DeleteRetiredAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Returns the invariants that are attached to the server; null if none are.</summary>
    Task<AttachedInvariants?> FindInvariantsAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Attaches invariants to the server, in place of those before.</summary>
    Task SaveInvariantsAsync(ServerId server, AttachedInvariants invariants, CancellationToken cancellationToken);

    /// <summary>Returns false if none were attached.</summary>
    Task<bool> DeleteInvariantsAsync(ServerId server, CancellationToken cancellationToken);
}
