using System.Net;
using FuncGateway.Core;
using FuncGateway.Core.Servers;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The HTTP client for all upstreams, without redirects, cookies, compression, proxy or trace headers of its own, so that only what the gateway sets is
/// sent. Every connection is opened through the address guard.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker;

    public UpstreamClient(GatewayOptions options, UpstreamAddressGuard guard) => _invoker = new HttpMessageInvoker(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        ConnectCallback = guard.ConnectAsync,
        // Limits how long a connection outlives a DNS change.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // Each legacy client holds one GET stream and any number of POSTs.
        MaxConnectionsPerServer = int.MaxValue,
        EnableMultipleHttp2Connections = true,
    });

    /// <summary>Returns at the response's headers.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}
