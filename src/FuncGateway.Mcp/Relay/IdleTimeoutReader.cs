using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Core;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Reads a stream that may be silent for long: a comment goes to the client at every interval, and too long a silence is an end.</summary>
internal sealed class IdleTimeoutReader(Stream upstream, PipeWriter client, GatewayOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task<int>? _underWay;

    public bool FellSilent { get; private set; }

    /// <summary>Bytes read; 0 at the end of the stream or after too long a silence.</summary>
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

    /// <summary>Ends a read that is still under way, so that nothing writes into a buffer that is given back.</summary>
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
