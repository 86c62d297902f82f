namespace FuncGateway.Core.Access;

/// <summary>Stores whether an administrator has stopped all calls. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IFreezeStore
{
    /// <summary>Returns null if calls are not stopped.</summary>
    Task<Freeze?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stops all calls. Returns the freeze in force: the earlier one if they are stopped already.</summary>
    Task<Freeze> AddAsync(Freeze freeze, CancellationToken cancellationToken);

    /// <summary>Lets calls pass again. Returns false if they were not stopped.</summary>
    Task<bool> RemoveAsync(CancellationToken cancellationToken);
}
