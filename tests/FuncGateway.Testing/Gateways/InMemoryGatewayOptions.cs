using FuncGateway.Admin.People;
using FuncGateway.Testing.Durable;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Testing.Gateways;

/// <summary>What tests vary about an <see cref="InMemoryGateway"/>.</summary>
public sealed record InMemoryGatewayOptions
{
    /// <summary>Null: the admin API is off, unless <see cref="Entra"/> says otherwise.</summary>
    public string? AdminKey { get; init; } = InMemoryGateway.AdminKey;

    public Action<EntraOptions> Entra { get; init; } = _ => { };

    /// <summary>True: people can sign in with a browser, as in LocalHost.</summary>
    public bool HasSessions { get; init; }

    /// <summary>False: approvals cannot be kept.</summary>
    public bool HasEncryptionKey { get; init; } = true;

    /// <summary>False: neither sessions nor digests of arguments have a key.</summary>
    public bool HasSessionKey { get; init; } = true;

    public bool IsAudited { get; init; } = true;

    /// <summary>False: no checkpoints of the audit log are written.</summary>
    public bool HasCheckpointKey { get; init; } = true;

    public bool AllowLoopbackUpstreams { get; init; } = true;

    /// <summary>What happens to the messages to the counters.</summary>
    public Func<Fate> CounterFate { get; init; } = () => Fate.Prompt;

    public TimeSpan UpstreamIdleTimeout { get; init; } = TimeSpan.FromSeconds(220);

    /// <summary>Further settings, which replace those above.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>Middleware in front of the gateway, as a host may have it.</summary>
    public Func<RequestDelegate, RequestDelegate> Outer { get; init; } = pipeline => pipeline;

    /// <summary>Makes this another instance of that gateway: same stores, clock and upstream.</summary>
    public InMemoryGateway? InstanceOf { get; init; }
}
