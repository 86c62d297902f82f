using System.Net;
using FuncGateway.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FuncGateway.LocalHost;

/// <summary>The first address that Kestrel listens on, with the actual port. One that stands for every interface is reached as <c>localhost</c>.</summary>
internal sealed class ListeningAddress(IServer server) : IOwnAddress
{
    /// <summary>Returns null if it listens on sockets without a port only. The engine may run before Kestrel listens; a notification that fails for that reason is attempted again.</summary>
    public Uri? Find()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).ToArray();
        return bound is null or [] || bound.Any(each => each is { Port: 0, IsUnixPipe: false, IsNamedPipe: false })
            ? throw new InvalidOperationException("The gateway is not listening yet.")
            : bound.Where(each => each.Port > 0).Select(UriOf).FirstOrDefault();
    }

    private static Uri UriOf(BindingAddress bound) => new UriBuilder(bound.Scheme, IsEveryInterface(bound.Host) ? "localhost" : bound.Host, bound.Port).Uri;

    private static bool IsEveryInterface(string host) =>
        host is "+" or "*" || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
