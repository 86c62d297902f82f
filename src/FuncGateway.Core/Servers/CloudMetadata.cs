using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>The addresses at which clouds serve metadata and credentials to the machines in them. They are refused whatever is listed, and named first.</summary>
internal static class CloudMetadata
{
    private const string Name = "cloud metadata";

    public static readonly IReadOnlyList<RefusedRange> IPv4 =
    [
        RefusedRange.Of("169.254.169.254/32", Name),
        RefusedRange.Of("100.100.100.200/32", Name),
        RefusedRange.Of("168.63.129.16/32", "Azure platform address"),
    ];

    public static readonly IReadOnlyList<RefusedRange> IPv6 =
    [
        RefusedRange.Of("fd00:ec2::254/128", Name),
        RefusedRange.Of("fd00:ec2::23/128", Name),
        RefusedRange.Of("fd20:ce::254/128", Name),
        RefusedRange.Of("fd00:c1::a9fe:a9fe/128", Name),
        RefusedRange.Of("fd00:42::42/128", Name),
        RefusedRange.Of("fd00:a9fe:a9fe::1/128", Name),
    ];

    public static bool Contains(IPAddress address)
    {
        var plain = PlainAddress.Of(address);
        return IPv4.Concat(IPv6).Any(range => range.Network.Contains(plain));
    }
}
