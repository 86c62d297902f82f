using Azure;
using FuncGateway.Core;
using FuncGateway.Core.Durable;
using Microsoft.DurableTask.Client;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Provides the durable client of this process, and translates exceptions of the engine's storage.</summary>
internal sealed class EngineClientSource(DurableTaskClient client) : IDurableClientSource
{
    public Task<T> UseAsync<T>(Func<DurableTaskClient, Task<T>> use, CancellationToken cancellationToken) => TranslateAsync(() => use(client));

    /// <summary>Always false: the engine silently discards an event that no instance is waiting for.</summary>
    public bool MeansNotRunning(Exception exception) => false;

    /// <exception cref="StoreUnavailableException">The storage behind the engine did not answer.</exception>
    internal static async Task<T> TranslateAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (Exception e) when (IsOfStorage(e) || (e.InnerException is { } inner && IsOfStorage(inner)))
        {
            throw new StoreUnavailableException(
                "The storage behind the durable engine did not answer. It needs blobs, queues and tables at the addresses in AzureWebJobsStorage.", e);
        }
    }

    // The framework wraps storage errors in an internal exception type.
    private static bool IsOfStorage(Exception e) => e is RequestFailedException or TimeoutException or AggregateException { InnerException: RequestFailedException or OperationCanceledException };
}
