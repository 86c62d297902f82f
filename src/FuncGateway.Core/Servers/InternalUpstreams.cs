using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>
/// The hosts on the virtual network that upstreams may have. A host that is named is trusted to resolve to private addresses. A range accepts a host only if every
/// address that it resolves to is in a listed range, so that no public address comes with it.
/// </summary>
internal sealed class InternalUpstreams
{
    private readonly IReadOnlyList<InternalUpstream> _entries;

    private InternalUpstreams(IReadOnlyList<InternalUpstream> entries) => _entries = entries;

    public static InternalUpstreams None { get; } = new([]);

    public bool IsEmpty => _entries.Count == 0;

    /// <exception cref="ArgumentException">An entry is invalid. This is checked at start.</exception>
    public static InternalUpstreams Of(IEnumerable<string> texts) => new(
        [.. texts.Where(text => text.Length > 0).Select(text => InternalUpstream.TryParse(text, out var entry, out var problem) ? entry : throw new ArgumentException($"'{text}' is invalid: {problem}.", nameof(texts)))]);

    /// <summary>Whether http may be used for the host. A range allows it for every name until the addresses are known.</summary>
    public bool MayAllowHttp(string host) => _entries.Any(entry => entry.AllowsHttp && (
        entry.Names(host) || (entry.IsRange && (!UpstreamHost.TryAddress(host, out var address) || entry.Contains(address)))));

    /// <summary>Whether the host is accepted with these addresses: public ones, and those of the virtual network that are listed for it.</summary>
    /// <param name="needsHttp">Whether the upstream's URL is http.</param>
    public bool Accept(string host, IReadOnlyList<IPAddress> addresses, bool needsHttp)
    {
        var usable = _entries.Where(entry => entry.AllowsHttp || !needsHttp).ToArray();
        return (usable.Any(entry => entry.Names(host)) && addresses.All(address => InternalRanges.Contain(address) || RefusedRanges.WhyRefused(address) is null))
            || (addresses.Count > 0 && addresses.All(address => InternalRanges.Contain(address) && usable.Any(entry => entry.Contains(address))));
    }
}
