using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core;

/// <summary>Settings of the gateway, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class GatewayOptions
{
    public const string Section = "FuncGateway";
    private const string UpstreamSecretPrefixNotAccepted = "FuncGateway:UpstreamSecretPrefix is invalid. Accepted: 2 to 64 letters, digits and '-', the last one '-'.";

    /// <summary>Host names (without port) that requests may be addressed to, and that their Origin may name. A host that is not listed is refused; LocalHost lists loopback by default.</summary>
    public IList<string> PublicHosts { get; } = [];

    /// <summary>Whether upstreams on loopback over plain http are allowed: true for LocalHost, false in Azure.</summary>
    public bool AllowLoopbackUpstreams { get; set; }

    /// <summary>
    /// Hosts on the virtual network that upstreams may have: host names, <c>*.suffix</c>, or ranges of private addresses, each with <c>http://</c> before it if
    /// http is allowed there. Every other private address is refused; metadata, link-local and loopback addresses are refused whatever is listed.
    /// </summary>
    public IList<string> InternalUpstreams { get; } = [];

    /// <summary>Maximum body size of an MCP message, in bytes; a larger one is answered 413.</summary>
    [Range(1024, 25_000_000)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Maximum size, in bytes, of upstream data that must be held in memory to be filtered: the answer to a list request, one event of a GET stream, what a server asks or announces, an answer to another request than the one that was sent. Longer answers to the request itself are passed on as they arrive.</summary>
    [Range(1024, 100_000_000)]
    public int MaxInspectedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Key that binds session ids to grants, and from which the key of argument digests is derived: base64 of at least 32 bytes, or <c>@secret:NAME</c>. Must be the same on every instance.</summary>
    [SecretSetting]
    public string? SessionKey { get; set; }

    /// <summary>
    /// What the names of secrets start with that headers and webhooks of servers may refer to by <c>@secret:NAME</c>: 2 to 64 letters, digits and '-', the
    /// last one '-'. The gateway's own keys must have other names, so that no header can send them.
    /// </summary>
    [StringLength(64, MinimumLength = 2, ErrorMessage = UpstreamSecretPrefixNotAccepted)]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9-]*-$", ErrorMessage = UpstreamSecretPrefixNotAccepted)]
    public string UpstreamSecretPrefix { get; set; } = "upstream-";

    /// <summary>Silence after which a comment is written to a stream, so that no intermediary closes it as idle.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Upstream silence after which a stream is ended. Kept below the platform's own timeout of 230 s, so that the gateway reports it first.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:40")]
    public TimeSpan UpstreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(220);

    /// <summary>
    /// Longest time that a request may be open, counted from its arrival: an event stream, a call that waits for a person, or an answer that arrives slowly. It is
    /// then ended at the edge of an event. In Azure it must be at least a minute below <c>functionTimeout</c>, at which the platform restarts the worker
    /// and cuts off every other call; this is checked at start.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxStreamLifetime { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>Timeout for opening a connection to an upstream.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the owner of a task is kept if the upstream does not say how long it keeps the task. Afterwards no grant can reach the task.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan TaskRetention { get; set; } = TimeSpan.FromDays(30);
}
