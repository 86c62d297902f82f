namespace FuncGateway.Core.Servers;

/// <summary>Stores servers. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IServerStore
{
    Task<Stored<Server>?> FindAsync(ServerId id, CancellationToken cancellationToken);

    IAsyncEnumerable<Stored<Server>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes the server. A null <paramref name="version"/> means that it must not exist yet.</summary>
    Task<SaveResult> SaveAsync(Server server, RowVersion? version, CancellationToken cancellationToken);

    Task<SaveResult> DeleteAsync(ServerId id, RowVersion version, CancellationToken cancellationToken);
}
