using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>The authenticated agent making a call: its grant, the server that it calls and the policy that applies there.</summary>
/// <param name="Policy">Null if the grant names no policy for the server, or one that no longer exists or compiles: every call is denied.</param>
public sealed record Caller(Grant Grant, Server Server, PublishedPolicy? Policy)
{
    /// <summary>What people have accepted of the server's tools; null if it was never scanned.</summary>
    public ToolWatch? Watch { get; init; }

    /// <summary>Whether tools are hidden whose definition has changed since it was accepted.</summary>
    public bool HidesChanged => Server.OnChange == OnToolChange.Hide && Watch is not null;

    /// <summary>Not null while an administrator has stopped all calls.</summary>
    public Freeze? Freeze { get; init; }

    /// <summary>Whether the tool is hidden because its definition has changed.</summary>
    public bool RefusesChanged(string tool) => ToolWatch.Hides(Server, Watch, tool);
}

/// <summary>The identified caller, or why the request is refused. The sentences are shown to the caller and contain no secrets.</summary>
public abstract record Identification
{
    private Identification() { }

    public sealed record Known(Caller Caller) : Identification;

    /// <summary>No token, or one that is unknown, revoked or expired: HTTP 401.</summary>
    public sealed record Unauthorized(string Why) : Identification;

    /// <summary>A valid grant that does not reach the server: HTTP 403. Names the servers that it reaches.</summary>
    public sealed record OtherServer(string Why) : Identification;

    /// <summary>The store did not answer: HTTP 503.</summary>
    public sealed record Unavailable(string Why) : Identification;
}
