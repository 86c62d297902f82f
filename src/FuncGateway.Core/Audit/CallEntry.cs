namespace FuncGateway.Core.Audit;

/// <summary>A request from an agent, the decision on it and its outcome.</summary>
public sealed record CallEntry(string Id, DateTimeOffset At) : AuditEntry(Id, At)
{
    /// <summary>The label of the grant at the time of the request.</summary>
    public string? GrantLabel { get; init; }

    public string? Method { get; init; }

    public string? Tool { get; init; }

    /// <summary>The URI of the resource, without user name, password, query and fragment.</summary>
    public string? Resource { get; init; }

    public string? Prompt { get; init; }

    public string? Policy { get; init; }

    public int? Revision { get; init; }

    /// <summary>Null for a message that is not subject to a policy.</summary>
    public AuditVerdict? Verdict { get; init; }

    /// <summary>JSON Pointer into the policy, or a name in brackets.</summary>
    public string? Rule { get; init; }

    /// <summary>What the agent was told when it was refused.</summary>
    public string? Message { get; init; }

    /// <summary>The names of the arguments, never their values.</summary>
    public IReadOnlyList<string>? ArgumentKeys { get; init; }

    /// <summary>HMAC-SHA256 of the arguments in canonical JSON under a key of the gateway, in hexadecimal, to recognize identical calls.</summary>
    public string? ArgumentsHmac { get; init; }

    public string? Approval { get; init; }

    /// <summary>What a policy in shadow mode would have decided, if that is not to allow the request.</summary>
    public WouldBe? WouldBe { get; init; }

    public int? UpstreamStatus { get; init; }

    /// <summary>The number of requests, for requests that are counted instead of listed.</summary>
    public int? Count { get; init; }

    public override AuditStream Stream => AuditStream.Calls;

    public override AuditEntry With(AuditEnding ending) =>
        this with { Outcome = ending.Outcome, Status = ending.Status ?? Status, UpstreamStatus = ending.UpstreamStatus, LatencyMs = ending.LatencyMs };
}
