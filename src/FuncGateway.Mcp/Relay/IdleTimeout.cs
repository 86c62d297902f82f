using FuncGateway.Core;
using Microsoft.Extensions.ObjectPool;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Cancels when the upstream has sent nothing for <see cref="GatewayOptions.UpstreamIdleTimeout"/>, when the client disconnects, or when the gateway
/// ends the request (<see cref="RelayContext.End"/>; handled in <see cref="Relayer"/>). An answer that is
/// read to its end before any of it is passed on does not reset the timeout: the client receives nothing meanwhile, and the platform cuts such a
/// connection after 230 s.
/// </summary>
/// <param name="limit">Null for one that never expires.</param>
// Its source is disposed when it cannot be reset. In the pool, its timer does not run.
internal sealed class IdleTimeout(TimeSpan? limit, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = limit is { } first ? new(first, time) : new();
    private readonly Lock _gate = new();
    private ObjectPool<IdleTimeout>? _pool;
    private StreamEnd? _end;
    private IdleTimeout? _outer;
    private CancellationToken _client;
    private CancellationTokenRegistration _onDisconnect;

    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled when the client disconnects.</summary>
    public CancellationToken Client => _client;

    /// <summary>The upstream was silent for too long while the client was still connected and the gateway had not ended the request.</summary>
    public bool IsExpired => _source.IsCancellationRequested && _end?.Ending is null && !_client.IsCancellationRequested;

    /// <param name="pool">Takes it back when it is disposed.</param>
    public IdleTimeout Start(ObjectPool<IdleTimeout> pool, RelayContext call, CancellationToken client)
    {
        (_pool, _end, _client) = (pool, call.End, client);
        _onDisconnect = client.UnsafeRegister(Cancel, _source);
        _outer = call.End.Enter(this);
        Reset();
        return this;
    }

    /// <summary>Resets the timeout, because the upstream has sent something.</summary>
    public void Reset()
    {
        if (limit is { } again)
        {
            _source.CancelAfter(again);
        }
    }

    /// <summary>Returns false if it cannot be used again. Whatever is still registered with its token is no longer cancelled by it.</summary>
    public bool TryReset()
    {
        var isReset = _source.TryReset();
        if (!isReset)
        {
            _source.Dispose();
        }

        return isReset;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pool, null) is { } pool)
        {
            // Both wait for a cancellation that is running, so that none of this request cancels the next one.
            _onDisconnect.Dispose();
            lock (_gate)
            {
                _end?.Leave(_outer);
                (_end, _outer, _client) = (null, null, default);
            }

            pool.Return(this);
        }
    }

    /// <summary>Cancels this timeout, and those around it, if they still belong to the request that ends.</summary>
    public void EndWith(StreamEnd end)
    {
        IdleTimeout? outer;
        lock (_gate)
        {
            if (_end != end)
            {
                return;
            }

            outer = _outer;
            end.Try(_source.Cancel);
        }

        outer?.EndWith(end);
    }

    private static void Cancel(object? source) => (source as CancellationTokenSource)?.Cancel();
}
