using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>The authenticated agent making a call: its grant, the server it may reach and the policy it is held to.</summary>
/// <param name="Policy">Null when the grant names no policy, or one that is gone: every call is denied.</param>
public sealed record Caller(Grant Grant, Server Server, PublishedPolicy? Policy);

/// <summary>Who is calling, or why nobody is let in. The sentences are for the caller and hold no secret.</summary>
public abstract record Identification
{
    private Identification() { }

    public sealed record Known(Caller Caller) : Identification;

    /// <summary>No token, an unknown one, a revoked or an expired one: HTTP 401.</summary>
    public sealed record Unauthorized(string Why) : Identification;

    /// <summary>A good grant, of another server: HTTP 403.</summary>
    public sealed record OtherServer(string Why) : Identification;

    /// <summary>The store did not answer: HTTP 503, nothing is let through.</summary>
    public sealed record Unavailable(string Why) : Identification;
}
