using FuncGateway.Core;
using FuncGateway.Core.Durable;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Durable;

/// <summary>
/// The durable client, which only a binding brings: the container has none. The HTTP functions that bind it supply it here;
/// work in the background waits for the first one, and is refused when none has come in time.
/// </summary>
public sealed class DurableClientSource(TimeProvider time) : IDurableClients
{
    /// <summary>How long work waits for a client. As long as a lease may take: a call that needs one is denied after it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _supplied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DurableTaskClient? _latest;

    /// <summary>The latest is kept: after a restart of the host beside a living worker it is the one that reaches it. Never disposed.</summary>
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
            await _supplied.Task.WaitAsync(Deadline, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"No function has brought the durable client within {Deadline.TotalSeconds} s.", e);
        }

        return _latest ?? throw new StoreUnavailableException("The durable client was announced but is not there.");
    }
}
