using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>The address ranges of virtual networks. Only these can be allowed by <see cref="GatewayOptions.InternalUpstreams"/>; every other special-purpose range is refused, whatever is listed.</summary>
internal static class InternalRanges
{
    private static readonly IReadOnlyList<IPNetwork> Networks =
        [.. new[] { "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7" }.Select(IPNetwork.Parse)];

    /// <summary>Whether the address can be one of a virtual network. Metadata, link-local, loopback and platform addresses cannot.</summary>
    public static bool Contain(IPAddress address)
    {
        var plain = PlainAddress.Of(address);
        return Networks.Any(network => network.Contains(plain)) && !CloudMetadata.Contains(plain);
    }

    /// <summary>Returns null if the whole range is inside one of a virtual network; otherwise completes "… is invalid: …".</summary>
    public static string? WhyNotInternal(IPNetwork range) =>
        !Networks.Any(network => network.Contains(range.BaseAddress) && network.PrefixLength <= range.PrefixLength) ? $"{range} is not inside {string.Join(", ", Networks)}"
        : CloudMetadata.Contains(range.BaseAddress) ? $"{range.BaseAddress} is a metadata address, which is refused whatever is listed"
        : null;
}
