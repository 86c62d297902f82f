using FuncGateway.Gateway.Durable;

namespace FuncGateway.Testing.Contracts;

/// <summary>A runtime at work. Disposing it stops it; what it ran stays in the storage.</summary>
public sealed class FlowRuntime(IFlows flows, Func<Task> stop) : IAsyncDisposable
{
    private int _stopped;

    public IFlows Flows => flows;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await stop();
        }
    }
}
