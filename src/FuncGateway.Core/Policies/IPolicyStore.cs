using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Policies;

/// <summary>Stores policies. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IPolicyStore
{
    Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken);

    /// <summary>Lists the current revision of every policy of the server.</summary>
    IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, CancellationToken cancellationToken);

    /// <summary>Lists every revision of one policy, newest first.</summary>
    IAsyncEnumerable<PolicyRevision> ListRevisionsAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken);

    /// <summary>Adds the revision and makes it current. Returns <see cref="SaveResult.Conflict"/> unless its number follows the current one (1 for the first).</summary>
    Task<SaveResult> AddAsync(PolicyRevision revision, CancellationToken cancellationToken);
}
