using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Policies;

/// <summary>Where policies are kept. Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</summary>
public interface IPolicyStore
{
    Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken);

    /// <summary>The current revision of every policy of the server.</summary>
    IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Every revision of one policy, newest first.</summary>
    IAsyncEnumerable<PolicyRevision> ListRevisionsAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    /// <summary>Adds the revision and makes it the current one. Conflict unless its number follows the current one (1 for the first).</summary>
    Task<SaveResult> AddAsync(PolicyRevision revision, CancellationToken cancellationToken);
}
