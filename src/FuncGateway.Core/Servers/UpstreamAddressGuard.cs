using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Servers;

/// <summary>Prevents server-side request forgery: checks upstream URLs at registration and, on the resolved address, at connect time.</summary>
public sealed class UpstreamAddressGuard
{
    private readonly GatewayOptions _options;
    private readonly InternalUpstreams _internal;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public UpstreamAddressGuard(IOptions<GatewayOptions> options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">Resolves a name to its addresses. Called once per connection; the result is not cached.</param>
    public UpstreamAddressGuard(IOptions<GatewayOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
        : this(options.Value, InternalUpstreams.Of(options.Value.InternalUpstreams), resolve)
    {
    }

    private UpstreamAddressGuard(GatewayOptions options, InternalUpstreams listed, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        (_options, _internal, _resolve) = (options, listed, resolve);

    private string Accepted =>
        $"Accepted: https to a public address{(_options.AllowLoopbackUpstreams ? ", http or https to loopback (localhost, 127.0.0.1, [::1])" : "")}"
        + $"{(_internal.IsEmpty ? "" : $", what the setting {GatewayOptions.Section}:{nameof(GatewayOptions.InternalUpstreams)} lists")}.";

    /// <summary>Returns null if the text is an entry of <see cref="GatewayOptions.InternalUpstreams"/>, otherwise what is wrong with it and what is accepted.</summary>
    public static string? CheckInternal(string entry) => InternalUpstream.TryParse(entry, out _, out var problem) ? null : $"{problem}. {InternalUpstream.Accepted}.";

    /// <summary>Returns a guard that accepts no internal hosts, for webhooks: what is listed is listed for MCP servers.</summary>
    public UpstreamAddressGuard WithoutInternal() => new(_options, InternalUpstreams.None, _resolve);

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
            return WhatIsWrong(upstream.Scheme, upstream.Host, await AddressesAsync(upstream.Host, timeout.Token)) is { } found ? $"{found} {Accepted}" : null;
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
        return WhatIsWrong(scheme, host, addresses) is not { } found
            ? await FirstOfAsync(addresses, port, cancellationToken)
            : throw new UpstreamRefusedException($"{found} {Accepted}");
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
        UpstreamHost.TryAddress(host, out var address) ? [address] : [.. (await _resolve(host, cancellationToken)).Select(PlainAddress.WithoutScope)];

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

        if (upstream.Scheme != Uri.UriSchemeHttps && !_internal.MayAllowHttp(upstream.Host))
        {
            return $"The scheme of '{upstream.Host}' is '{upstream.Scheme}'.";
        }

        return UpstreamHost.TryAddress(upstream.Host, out var address) ? WhatIsWrong(upstream.Scheme, upstream.Host, [address]) : null;
    }

    /// <summary>A single forbidden address makes the name unacceptable: DNS rebinding pairs one with a public address to pass a check that looks for any good one.</summary>
    private string? WhatIsWrong(string? scheme, string host, IPAddress[] addresses)
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

        var isPlainHttp = scheme != Uri.UriSchemeHttps;
        if (_internal.Accept(host, addresses, needsHttp: isPlainHttp))
        {
            return null;
        }

        // The gravest address is named, so that a metadata address is not hidden behind a private one or the scheme.
        var refused = addresses.OrderByDescending(CloudMetadata.Contains).ThenBy(InternalRanges.Contain).FirstOrDefault(address => RefusedRanges.WhyRefused(address) is not null);
        return isPlainHttp && (refused is null || !CloudMetadata.Contains(refused)) ? $"The scheme of '{host}' is '{scheme}'."
            : refused is null ? null : $"'{host}' resolves to {refused} ({RefusedRanges.WhyRefused(refused)}).";
    }
}

/// <summary>Thrown when a connection is not made because the address of the host may not be reached. The message says which one, and what is accepted.</summary>
public sealed class UpstreamRefusedException(string message) : HttpRequestException(HttpRequestError.ConnectionError, message);
