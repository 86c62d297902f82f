using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>Addresses that no upstream may have, and what they are called.</summary>
internal sealed record RefusedRange(IPNetwork Network, string Name)
{
    public static RefusedRange Of(string network, string name) => new(IPNetwork.Parse(network), name);

    public override string ToString() => $"{Name}, {Network}";
}
