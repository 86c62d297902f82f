using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>One entry of <see cref="GatewayOptions.InternalUpstreams"/>: a host name, all hosts below a suffix, or a range of addresses.</summary>
internal sealed class InternalUpstream
{
    public const string Accepted =
        "Accepted: a host name (mcp.corp.example), all hosts below a suffix (*.corp.example) or a range of private addresses (10.40.0.0/22), each with 'http://' before it if http is allowed there";

    private const string HttpPrefix = "http://";
    private readonly string? _name;
    private readonly string? _suffix;
    private readonly IPNetwork? _range;

    private InternalUpstream(bool allowsHttp, string? name, string? suffix, IPNetwork? range) =>
        (AllowsHttp, _name, _suffix, _range) = (allowsHttp, name, suffix, range);

    /// <summary>Whether hosts that match may be reached without encryption.</summary>
    public bool AllowsHttp { get; }

    public bool IsRange => _range is not null;

    /// <summary>Returns false if the text is not an entry. <paramref name="problem"/> then completes "… is invalid: …".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InternalUpstream? entry, [NotNullWhen(false)] out string? problem)
    {
        var allowsHttp = text.StartsWith(HttpPrefix, StringComparison.OrdinalIgnoreCase);
        var host = allowsHttp ? text[HttpPrefix.Length..] : text;
        entry = null;
        if (TryRange(host, out var range, out var otherForm))
        {
            problem = InternalRanges.WhyNotInternal(range) ?? otherForm;
            entry = problem is null ? new InternalUpstream(allowsHttp, null, null, range) : null;
            return entry is not null;
        }

        var isSuffix = host.StartsWith("*.", StringComparison.Ordinal);
        var name = isSuffix ? host[2..] : host;
        problem = name.Length == 0 || name.StartsWith('.') ? "it names no host"
            : UpstreamHost.WhatIsWrong(name) is not null ? "its host is neither a name nor a range of addresses"
            : UpstreamHost.IsLoopback(name) ? "it is loopback, which only the setting AllowLoopbackUpstreams allows"
            : null;
        entry = problem is null ? new InternalUpstream(allowsHttp, isSuffix ? null : Normal(name), isSuffix ? "." + Normal(name) : null, null) : null;
        return entry is not null;
    }

    /// <summary>Whether the entry names the host. A range names none.</summary>
    public bool Names(string host) => _name is not null ? Normal(host) == _name : _suffix is not null && Normal(host).EndsWith(_suffix, StringComparison.Ordinal);

    public bool Contains(IPAddress address) => _range?.Contains(PlainAddress.Of(address)) == true;

    /// <param name="otherForm">Set if the range has another form in which it is accepted; completes "… is invalid: …".</param>
    private static bool TryRange(string host, out IPNetwork range, out string? otherForm)
    {
        var (scope, slash) = (host.IndexOf('%', StringComparison.Ordinal), host.IndexOf('/', StringComparison.Ordinal));
        var unscoped = scope < 0 ? host : string.Concat(host.AsSpan(0, scope), slash > scope ? host.AsSpan(slash) : "");
        var isRange = slash >= 0 ? IPNetwork.TryParse(unscoped, out var written) : IsAddress(unscoped, out written);
        range = isRange ? PlainAddress.Of(written) : default;
        var accepted = slash >= 0 ? range.ToString() : range.BaseAddress.ToString();
        otherForm = scope >= 0 ? $"its address has a scope id ('{host[scope..(slash > scope ? slash : host.Length)]}'); write {accepted}"
            : range.BaseAddress.AddressFamily != written.BaseAddress.AddressFamily ? $"it is IPv4 written as IPv6; write {accepted}"
            : null;
        return isRange;
    }

    private static bool IsAddress(string host, out IPNetwork range)
    {
        var isAddress = UpstreamHost.TryAddress(host, out var address);
        range = isAddress && address is not null ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;
        return isAddress;
    }

    private static string Normal(string host) => host.TrimEnd('.').ToLowerInvariant();
}
