using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>The authenticated agent making a call: its grant, the server it may reach and the policy that applies.</summary>
/// <param name="Policy">Null if the grant names no policy, or one that no longer exists or compiles: every call is denied.</param>
public sealed record Caller(Grant Grant, Server Server, PublishedPolicy? Policy)
{
    /// <summary>Not null while an administrator has stopped all calls.</summary>
    public Freeze? Freeze { get; init; }
}

/// <summary>The identified caller, or why the request is refused. The sentences are shown to the caller and contain no secrets.</summary>
public abstract record Identification
{
    private Identification() { }

    public sealed record Known(Caller Caller) : Identification;

    /// <summary>No token, or one that is unknown, revoked or expired: HTTP 401.</summary>
    public sealed record Unauthorized(string Why) : Identification;

    /// <summary>A valid grant for another server: HTTP 403.</summary>
    public sealed record OtherServer(string Why) : Identification;

    /// <summary>The store did not answer: HTTP 503.</summary>
    public sealed record Unavailable(string Why) : Identification;
}
