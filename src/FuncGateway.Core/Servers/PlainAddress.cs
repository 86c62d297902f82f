using System.Net;
using System.Net.Sockets;

namespace FuncGateway.Core.Servers;

/// <summary>Gives each address one form, because <see cref="IPAddress"/> compares the scope id too, and takes an IPv4 address written as IPv6 for another one.</summary>
internal static class PlainAddress
{
    private const int MappedPrefix = 96;

    /// <summary>The address without its scope id; IPv4 if it is an IPv4 address written as IPv6.</summary>
    public static IPAddress Of(IPAddress address) => address switch
    {
        { AddressFamily: not AddressFamily.InterNetworkV6 } => address,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ => WithoutScope(address),
    };

    /// <summary>The address without its scope id (<c>%3</c>), which names an interface of this machine.</summary>
    public static IPAddress WithoutScope(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes()) : address;

    /// <summary>The range as IPv4 if it is a range of IPv4 addresses written as IPv6.</summary>
    public static IPNetwork Of(IPNetwork range) => range is { BaseAddress.IsIPv4MappedToIPv6: true, PrefixLength: >= MappedPrefix }
        ? new IPNetwork(range.BaseAddress.MapToIPv4(), range.PrefixLength - MappedPrefix)
        : range;
}
