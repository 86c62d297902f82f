using System.Net;
using System.Net.Sockets;

namespace FuncGateway.Core.Servers;

/// <summary>An address range that no upstream may be in, and its name.</summary>
internal sealed record RefusedRange(IPNetwork Network, string Name)
{
    public static RefusedRange Of(string network, string name) => new(IPNetwork.Parse(network), name);

    public override string ToString() => $"{Name}, {Network}";
}

/// <summary>The special-purpose address ranges. The first match names the reason, so single addresses come before the ranges that contain them.</summary>
internal static class RefusedRanges
{
    public static readonly IReadOnlyList<RefusedRange> IPv4 =
    [
        .. CloudMetadata.IPv4,
        RefusedRange.Of("0.0.0.0/8", "this network"),
        RefusedRange.Of("10.0.0.0/8", "private"),
        RefusedRange.Of("100.64.0.0/10", "carrier-grade NAT"),
        RefusedRange.Of("127.0.0.0/8", "loopback"),
        RefusedRange.Of("169.254.0.0/16", "link-local"),
        RefusedRange.Of("172.16.0.0/12", "private"),
        RefusedRange.Of("192.0.0.0/24", "protocol assignments"),
        RefusedRange.Of("192.0.2.0/24", "documentation"),
        RefusedRange.Of("192.88.99.0/24", "6to4 relay"),
        RefusedRange.Of("192.168.0.0/16", "private"),
        RefusedRange.Of("198.18.0.0/15", "benchmarking"),
        RefusedRange.Of("198.51.100.0/24", "documentation"),
        RefusedRange.Of("203.0.113.0/24", "documentation"),
        RefusedRange.Of("224.0.0.0/4", "multicast"),
        RefusedRange.Of("255.255.255.255/32", "broadcast"),
        RefusedRange.Of("240.0.0.0/4", "reserved"),
    ];

    public static readonly IReadOnlyList<RefusedRange> IPv6 =
    [
        .. CloudMetadata.IPv6,
        RefusedRange.Of("::/128", "unspecified"),
        RefusedRange.Of("::1/128", "loopback"),
        RefusedRange.Of("::ffff:0:0:0/96", "IPv4-translated"),
        RefusedRange.Of("64:ff9b::/96", "NAT64"),
        RefusedRange.Of("64:ff9b:1::/48", "local NAT64"),
        RefusedRange.Of("100::/64", "discard"),
        RefusedRange.Of("2001::/32", "Teredo"),
        RefusedRange.Of("2001:2::/48", "benchmarking"),
        RefusedRange.Of("2001:10::/28", "ORCHID"),
        RefusedRange.Of("2001:20::/28", "ORCHID version 2"),
        RefusedRange.Of("2001:db8::/32", "documentation"),
        RefusedRange.Of("2002::/16", "6to4"),
        RefusedRange.Of("3fff::/20", "documentation"),
        RefusedRange.Of("fc00::/7", "unique local"),
        RefusedRange.Of("fe80::/10", "link-local"),
        RefusedRange.Of("fec0::/10", "site-local"),
        RefusedRange.Of("ff00::/8", "multicast"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork IPv4Compatible = IPNetwork.Parse("::/96");

    /// <summary>Returns what kind of address it is if nothing may be relayed to it, or null for an ordinary public address.</summary>
    public static string? WhyRefused(IPAddress address)
    {
        // Must come before the range checks: IPNetwork.Contains does not compare mapped addresses bit by bit.
        var plain = PlainAddress.Of(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => Name(IPv4, plain),
            AddressFamily.InterNetworkV6 => WhyRefusedV6(plain),
            _ => $"an address of the family {plain.AddressFamily}",
        };
    }

    private static string? WhyRefusedV6(IPAddress address) => Name(IPv6, address) switch
    {
        { } name => name,
        null when IPv4Compatible.Contains(address) => WhyRefused(new IPAddress(address.GetAddressBytes().AsSpan(12))),

        // Nothing outside 2000::/3 has been allocated, so a range that is missing above is still refused.
        null => GlobalUnicast.Contains(address) ? null : $"outside global unicast, {GlobalUnicast}",
    };

    private static string? Name(IReadOnlyList<RefusedRange> ranges, IPAddress address) =>
        ranges.FirstOrDefault(range => range.Network.Contains(address))?.ToString();
}
