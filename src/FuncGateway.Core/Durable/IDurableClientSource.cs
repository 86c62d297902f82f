using Microsoft.DurableTask.Client;

namespace FuncGateway.Core.Durable;

/// <summary>Provides the host's durable client and interprets its exceptions, which differ between hosts.</summary>
public interface IDurableClientSource
{
    /// <summary>Runs <paramref name="use"/> with the client.</summary>
    /// <exception cref="StoreUnavailableException">There is no client, or the engine did not answer.</exception>
    Task<T> UseAsync<T>(Func<DurableTaskClient, Task<T>> use, CancellationToken cancellationToken);

    /// <summary>Whether raising an event failed because no such instance runs.</summary>
    bool MeansNotRunning(Exception exception);
}
