using FuncGateway.Core;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Cancels when the upstream has sent nothing for <see cref="GatewayOptions.UpstreamIdleTimeout"/>, when the client disconnects, or when the gateway
/// ends the request (<see cref="RelayContext.End"/>; handled in <see cref="Relayer"/>). An answer that is
/// read to its end before any of it is passed on does not reset the timeout: the client receives nothing meanwhile, and the platform cuts such a
/// connection after 230 s.
/// </summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly StreamEnd _end;
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _linked;

    public IdleTimeout(GatewayOptions options, TimeProvider time, RelayContext call, CancellationToken client)
    {
        (_limit, _end, _client) = (options.UpstreamIdleTimeout, call.End, client);
        _silence = new CancellationTokenSource(_limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(client, _silence.Token, _end.Token);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>The upstream was silent for too long while the client was still connected and the gateway had not ended the request.</summary>
    public bool IsExpired => _silence.IsCancellationRequested && _end.Ending is null && !_client.IsCancellationRequested;

    /// <summary>Resets the timeout, because the upstream has sent something.</summary>
    public void Reset() => _silence.CancelAfter(_limit);

    public void Dispose()
    {
        _linked.Dispose();
        _silence.Dispose();
    }
}
