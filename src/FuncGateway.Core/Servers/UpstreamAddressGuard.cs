using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Servers;

/// <summary>Keeps the gateway from being sent to addresses it must not reach: at registration and again, on the resolved address, at connect time.</summary>
public sealed class UpstreamAddressGuard
{
    private readonly GatewayOptions _options;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public UpstreamAddressGuard(IOptions<GatewayOptions> options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">Asked for the addresses of a name, once per connection and never remembered.</param>
    public UpstreamAddressGuard(IOptions<GatewayOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _options = options.Value;
        _resolve = resolve;
    }

    private string Accepted => _options.AllowLoopbackUpstreams
        ? "Accepted: https to a public address, http or https to loopback (localhost, 127.0.0.1, [::1])."
        : "Accepted: https to a public address.";

    /// <summary>A sentence saying what was found and what is accepted, or null when the URL is fine.</summary>
    public string? Check(Uri upstream) => WhatIsWrong(upstream) is { } found ? $"{found} {Accepted}" : null;

    /// <summary>As <see cref="Check"/>, and on every address that the name resolves to now. A name that does not resolve yet is judged when it is connected to.</summary>
    public async ValueTask<string?> CheckAsync(Uri upstream, CancellationToken cancellationToken)
    {
        if (Check(upstream) is { } wrong)
        {
            return wrong;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.ConnectTimeout);
        try
        {
            return WhatIsWrong(upstream.Host, await AddressesAsync(upstream.Host, patience.Token)) is { } found ? $"{found} {Accepted}" : null;
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
        // Judged and connected to in one go: between two look-ups a name can change its address (DNS rebinding).
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
                // The next address may answer; the last one's fault is the one that is reported.
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

        // Never repeated in the sentence: what stands before the '@' is usually a password.
        if (upstream.UserInfo.Length > 0)
        {
            return "The URL names a user before the host; credentials belong into 'headers'.";
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

    /// <summary>One bad address spoils the name: a public one beside it is how rebinding gets past a guard that looks for a good one.</summary>
    private string? WhatIsWrong(string host, IPAddress[] addresses)
    {
        if (addresses.Length == 0)
        {
            return $"'{host}' has no address.";
        }

        // A name of loopback must stay there, since http is accepted for it; any other name must not lead there.
        if (UpstreamHost.IsLoopback(host))
        {
            var stray = addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address));
            return !_options.AllowLoopbackUpstreams ? $"The host '{host}' is loopback."
                : stray is null ? null : $"'{host}' leads to {stray}, which is not loopback.";
        }

        return addresses
            .Select(address => RefusedRanges.WhyRefused(address) is { } why ? $"'{host}' leads to {address} ({why})." : null)
            .FirstOrDefault(found => found is not null);
    }
}
