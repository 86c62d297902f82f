using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core;

/// <summary>Settings of the gateway, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class GatewayOptions
{
    public const string Section = "FuncGateway";

    /// <summary>Host names (without port) that requests may be addressed to, and that their Origin may name. A host that is not listed is refused; LocalHost lists loopback by default.</summary>
    public IList<string> PublicHosts { get; } = [];

    /// <summary>Whether upstreams on loopback over plain http are allowed: true for LocalHost, false in Azure.</summary>
    public bool AllowLoopbackUpstreams { get; set; }

    /// <summary>Maximum body size of an MCP message, in bytes; a larger one is answered 413.</summary>
    [Range(1024, 25_000_000)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Maximum size, in bytes, of upstream data that must be held in memory: a list of tools, the answer to a call that was held for approval, one event of a stream.</summary>
    [Range(1024, 100_000_000)]
    public int MaxInspectedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Key that binds session ids to grants: base64 of at least 32 bytes, or <c>@secret:NAME</c>. Must be the same on every instance.</summary>
    public string? SessionKey { get; set; }

    /// <summary>Silence after which a comment is written to a stream, so that no intermediary closes it as idle.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Upstream silence after which a stream is ended. Kept below the platform's own timeout of 230 s, so that the gateway reports it first.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:40")]
    public TimeSpan UpstreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(220);

    /// <summary>Timeout for opening a connection to an upstream.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
