using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core;

/// <summary>Settings of the gateway, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class GatewayOptions
{
    public const string Section = "FuncGateway";

    /// <summary>Host names (without port) a request may be addressed to, and origins it may come from. LocalHost's defaults name loopback; nothing is accepted without being named.</summary>
    public IList<string> PublicHosts { get; } = [];

    /// <summary>Upstreams on loopback over plain http: on for a local host, off in Azure.</summary>
    public bool AllowLoopbackUpstreams { get; set; }

    /// <summary>Longest body of one MCP message, in bytes; a longer one is answered 413.</summary>
    [Range(1024, 25_000_000)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Longest JSON answer of an upstream that is looked into (tools/list), in bytes.</summary>
    [Range(1024, 100_000_000)]
    public int MaxInspectedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Base64 of at least 32 bytes that bind session ids to grants, or <c>@secret:NAME</c>. The same on every instance.</summary>
    public string? SessionKey { get; set; }

    /// <summary>A comment is written to a silent stream after this long, so that nobody on the way takes it for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence of the upstream after which a stream is ended. Kept under the platform's own cut of 230 s, so that we report it first.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:40")]
    public TimeSpan UpstreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(220);

    /// <summary>How long a connection to an upstream may take to open.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
