using FuncGateway.Core;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Cancels when the upstream has sent nothing for <see cref="GatewayOptions.UpstreamIdleTimeout"/>, or when the client disconnects. An answer that is
/// read to its end before any of it is passed on does not reset the timeout: the client receives nothing meanwhile, and the platform cuts such a
/// connection after 230 s.
/// </summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _linked;

    public IdleTimeout(GatewayOptions options, TimeProvider time, CancellationToken client)
    {
        (_limit, _client) = (options.UpstreamIdleTimeout, client);
        _silence = new CancellationTokenSource(_limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(client, _silence.Token);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>The upstream was silent for too long while the client was still connected.</summary>
    public bool IsExpired => _silence.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>Resets the timeout, because the upstream has sent something.</summary>
    public void Reset() => _silence.CancelAfter(_limit);

    public void Dispose()
    {
        _linked.Dispose();
        _silence.Dispose();
    }
}
