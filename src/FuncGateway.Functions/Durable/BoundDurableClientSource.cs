using FuncGateway.Core;
using FuncGateway.Core.Durable;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Durable;

/// <summary>
/// Provides the durable client, which is available only through a binding, not from the service container. The HTTP functions that bind it
/// supply it here. Background work waits for the first one, and fails if none arrives in time.
/// </summary>
public sealed class BoundDurableClientSource(TimeProvider time) : IDurableClientSource
{
    /// <summary>How long background work waits for a client: 5 s, the default timeout of a lease, after which a call is denied.</summary>
    public static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _supplied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DurableTaskClient? _latest;

    /// <summary>Stores the client. The latest one is used, because after a restart of the host only that one is connected to it. Clients are never disposed.</summary>
    public void Supply(DurableTaskClient client)
    {
        _latest = client;
        _supplied.TrySetResult();
    }

    public bool MeansNotRunning(Exception exception) => exception is RpcException { StatusCode: StatusCode.NotFound or StatusCode.FailedPrecondition };

    public async Task<T> UseAsync<T>(Func<DurableTaskClient, Task<T>> use, CancellationToken cancellationToken)
    {
        var client = _latest ?? await WaitAsync(cancellationToken);
        try
        {
            return await use(client);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The durable backend did not answer: {e.StatusCode}.", e);
        }
    }

    private async Task<DurableTaskClient> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _supplied.Task.WaitAsync(ClientTimeout, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"No function invocation supplied the durable client within {ClientTimeout.TotalSeconds} s.", e);
        }

        return _latest ?? throw new StoreUnavailableException("The durable client is not available.");
    }
}
