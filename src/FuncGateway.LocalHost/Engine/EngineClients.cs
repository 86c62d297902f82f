using Azure;
using FuncGateway.Core;
using FuncGateway.Core.Durable;
using Microsoft.DurableTask.Client;

namespace FuncGateway.LocalHost.Engine;

/// <summary>The durable client of this process, and which of its exceptions mean that the storage behind the engine does not answer.</summary>
internal sealed class EngineClients(DurableTaskClient client) : IDurableClients
{
    public Task<T> UseAsync<T>(Func<DurableTaskClient, Task<T>> use, CancellationToken cancellationToken) => TranslateAsync(() => use(client));

    /// <summary>Never: the engine drops an event that no instance waits for.</summary>
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
                "The storage behind the durable engine did not answer. It needs blobs, queues and tables, at the addresses that AzureWebJobsStorage names.", e);
        }
    }

    // The framework wraps what storage said in an exception that it keeps to itself.
    private static bool IsOfStorage(Exception e) => e is RequestFailedException or TimeoutException or AggregateException { InnerException: RequestFailedException or OperationCanceledException };
}
