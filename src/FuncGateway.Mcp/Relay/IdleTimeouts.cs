using FuncGateway.Core;
using Microsoft.Extensions.ObjectPool;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The idle timeouts of all requests. They are reused, because their timers would be most of what a short call allocates. One that has been cancelled, or
/// whose timer may have fired, is not used again.
/// </summary>
public sealed class IdleTimeouts(GatewayOptions options, TimeProvider time)
{
    private const int MaxIdle = 1_000;

    private readonly ObjectPool<IdleTimeout> _timed = new DefaultObjectPool<IdleTimeout>(new Reuse(options.UpstreamIdleTimeout, time), MaxIdle);
    private readonly ObjectPool<IdleTimeout> _untimed = new DefaultObjectPool<IdleTimeout>(new Reuse(null, time), MaxIdle);

    /// <summary>Starts a timeout of <see cref="GatewayOptions.UpstreamIdleTimeout"/>; disposing it ends it.</summary>
    internal IdleTimeout Begin(RelayContext call, CancellationToken client) => _timed.Get().Start(_timed, call, client);

    /// <summary>Starts one that never expires, for reading from a client whose pace is checked elsewhere.</summary>
    internal IdleTimeout BeginWithoutLimit(RelayContext call, CancellationToken client) => _untimed.Get().Start(_untimed, call, client);

    private sealed class Reuse(TimeSpan? limit, TimeProvider time) : PooledObjectPolicy<IdleTimeout>
    {
        public override IdleTimeout Create() => new(limit, time);

        public override bool Return(IdleTimeout timeout) => timeout.TryReset();
    }
}
