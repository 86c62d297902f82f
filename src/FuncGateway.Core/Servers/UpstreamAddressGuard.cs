using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Servers;

/// <summary>Prevents server-side request forgery: checks upstream URLs at registration and, on the resolved address, at connect time.</summary>
public sealed class UpstreamAddressGuard
{
    private readonly GatewayOptions _options;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public UpstreamAddressGuard(IOptions<GatewayOptions> options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">Resolves a name to its addresses. Called once per connection; the result is not cached.</param>
    public UpstreamAddressGuard(IOptions<GatewayOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _options = options.Value;
        _resolve = resolve;
    }

    private string Accepted => _options.AllowLoopbackUpstreams
        ? "Accepted: https to a public address, http or https to loopback (localhost, 127.0.0.1, [::1])."
        : "Accepted: https to a public address.";

    /// <summary>Returns null if the URL is accepted, otherwise a sentence that says what was found and what is accepted.</summary>
    public string? Check(Uri upstream) => WhatIsWrong(upstream) is { } found ? $"{found} {Accepted}" : null;

    /// <summary>Like <see cref="Check"/>, and also checks every address the name resolves to now. A name that does not resolve yet is checked at connect time.</summary>
    public async ValueTask<string?> CheckAsync(Uri upstream, CancellationToken cancellationToken)
    {
        if (Check(upstream) is { } wrong)
        {
            return wrong;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.ConnectTimeout);
        try
        {
            return WhatIsWrong(upstream.Host, await AddressesAsync(upstream.Host, timeout.Token)) is { } found ? $"{found} {Accepted}" : null;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>For <c>SocketsHttpHandler.ConnectCallback</c>: resolves, checks every address, connects to a checked one.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var scheme = context.InitialRequestMessage.RequestUri?.Scheme;
        return ConnectAsync(scheme, context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(string? scheme, string host, int port, CancellationToken cancellationToken)
    {
        // The addresses that were checked are the ones connected to: between two lookups a name can change its address (DNS rebinding).
        var addresses = await AddressesAsync(host, cancellationToken);
        var found = scheme != Uri.UriSchemeHttps && !UpstreamHost.IsLoopback(host)
            ? $"The scheme of '{host}' is '{scheme}'."
            : WhatIsWrong(host, addresses);
        return found is null
            ? await FirstOfAsync(addresses, port, cancellationToken)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, $"{found} {Accepted}");
    }

    private static async ValueTask<Stream> FirstOfAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        foreach (var address in addresses.SkipLast(1))
        {
            try
            {
                return await OpenAsync(address, port, cancellationToken);
            }
            catch (SocketException)
            {
                // Try the next address; the failure of the last one is the one reported.
            }
        }

        return await OpenAsync(addresses[^1], port, cancellationToken);
    }

    private static async ValueTask<Stream> OpenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        finally
        {
            if (!socket.Connected)
            {
                socket.Dispose();
            }
        }
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        UpstreamHost.TryAddress(host, out var address) ? [address] : await _resolve(host, cancellationToken);

    private string? WhatIsWrong(Uri upstream)
    {
        if (!upstream.IsAbsoluteUri)
        {
            return $"'{upstream.OriginalString}' is not an absolute URL.";
        }

        if (upstream.Scheme != Uri.UriSchemeHttps && upstream.Scheme != Uri.UriSchemeHttp)
        {
            return $"The scheme is '{upstream.Scheme}'.";
        }

        // Not repeated in the message: the part before the '@' usually contains a password.
        if (upstream.UserInfo.Length > 0)
        {
            return "The URL contains user information before the host; credentials belong in 'headers'.";
        }

        if (upstream.Fragment.Length > 0)
        {
            return "The URL has a fragment ('#'), which is never sent.";
        }

        return upstream.Port is 0 ? "The port is 0." : UpstreamHost.WhatIsWrong(upstream.Host) ?? WhatIsWrongWithHost(upstream);
    }

    private string? WhatIsWrongWithHost(Uri upstream)
    {
        if (UpstreamHost.IsLoopback(upstream.Host))
        {
            return _options.AllowLoopbackUpstreams ? null : $"The host '{upstream.Host}' is loopback.";
        }

        if (upstream.Scheme != Uri.UriSchemeHttps)
        {
            return $"The scheme of '{upstream.Host}' is '{upstream.Scheme}'.";
        }

        return UpstreamHost.TryAddress(upstream.Host, out var address) ? WhatIsWrong(upstream.Host, [address]) : null;
    }

    /// <summary>A single forbidden address makes the name unacceptable: DNS rebinding pairs one with a public address to pass a check that looks for any good one.</summary>
    private string? WhatIsWrong(string host, IPAddress[] addresses)
    {
        if (addresses.Length == 0)
        {
            return $"'{host}' has no address.";
        }

        // A loopback name must resolve to loopback only, because http is accepted for it. No other name may resolve to loopback.
        if (UpstreamHost.IsLoopback(host))
        {
            var stray = addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address));
            return !_options.AllowLoopbackUpstreams ? $"The host '{host}' is loopback."
                : stray is null ? null : $"'{host}' resolves to {stray}, which is not loopback.";
        }

        return addresses
            .Select(address => RefusedRanges.WhyRefused(address) is { } why ? $"'{host}' resolves to {address} ({why})." : null)
            .FirstOrDefault(found => found is not null);
    }
}
