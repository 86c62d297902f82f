using Azure.Core;
using Azure.Core.Pipeline;

namespace FuncGateway.LocalHost.Tests.Runtime;

/// <summary>A process that is killed at one of its writes: nothing reaches the tables or comes back from them any more.</summary>
/// <param name="number">At which write, beginning with 1.</param>
/// <param name="arrives">Whether that write still reaches the tables, without an answer.</param>
internal sealed class KilledAtWrite(int number, bool arrives) : HttpPipelinePolicy
{
    private int _left = number;
    private volatile bool _killed;

    public bool Killed => _killed;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Tables are asked asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isLast = message.Request.Method != RequestMethod.Get && Interlocked.Decrement(ref _left) == 0;
        if (!_killed && (!isLast || arrives))
        {
            await ProcessNextAsync(message, pipeline);
        }

        _killed |= isLast;
        if (_killed)
        {
            throw new IOException("The process was killed.");
        }
    }
}
