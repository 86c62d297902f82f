using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Core;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Reads an upstream's stream. While it is silent, the client gets a comment at every keep-alive interval; the idle timeout ends it.</summary>
internal sealed class IdleTimeoutReader(Stream upstream, PipeWriter client, GatewayOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task<int>? _underWay;

    public bool FellSilent { get; private set; }

    /// <summary>Returns the number of bytes read; 0 at the end of the stream or after the idle timeout.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var pending = upstream.ReadAsync(buffer, _stop.Token);
        if (pending.IsCompleted)
        {
            return await pending;
        }

        _underWay = pending.AsTask();
        for (var silence = options.KeepAlive; ; silence += options.KeepAlive)
        {
            try
            {
                return await _underWay.WaitAsync(options.KeepAlive, time, cancellationToken);
            }
            catch (TimeoutException) when (!_underWay.IsCompleted)
            {
                if (silence >= options.UpstreamIdleTimeout)
                {
                    FellSilent = true;
                    return 0;
                }

                client.Write(SseWriter.KeepAlive);
                await client.FlushAsync(cancellationToken);
            }
        }
    }

    /// <summary>Ends a read that is still in progress, so that nothing writes into a buffer that has been returned to its pool.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_underWay is { IsCompleted: false } read)
        {
            await _stop.CancelAsync();
            await read.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        _stop.Dispose();
    }
}
